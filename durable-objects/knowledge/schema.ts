/**
 * The tables of one project's knowledge. Statistics of words are of this index alone, and with it of this project.
 * `documents` keeps what was deleted by its id, so that a reading that is under way cannot bring it back.
 * `words` has the stems that BM25 counts, `grams` every three signs in a row for fragments; both have `chunks.id` as rowid.
 */
export const KNOWLEDGE_SCHEMA = `
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  deleted INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id),
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
CREATE INDEX chunks_of ON chunks (document);
CREATE VIRTUAL TABLE words USING fts5 (title, headings, body, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
CREATE VIRTUAL TABLE grams USING fts5 (body, tokenize = 'trigram');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
INSERT INTO grams (grams, rank) VALUES ('secure-delete', 1);
CREATE TABLE vectors (
  chunk INTEGER PRIMARY KEY REFERENCES chunks (id),
  model TEXT NOT NULL,
  vector BLOB NOT NULL
);
`;
