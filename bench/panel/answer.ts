/** About 800 tokens of Markdown, as models write: headings, lists, a table, code, links, sources. */
const SECTION = `## Pitching the Skarn 2

The Skarn 2 stands in **four minutes** and weighs *1.9 kg* [1]. Before you begin:

1. Lay the floor out, door away from the wind.
2. Push the long pole through the \`red\` sleeve.
3. Peg the corners, then the two guy lines [2].

- Loose ground: use the [wide pegs](https://shop.example/pegs).
- Rock: tie the lines to stones.

| Part | Weight | Spare |
|---|---|---|
| Pole | 320 g | yes |
| Pegs | 140 g | yes |

\`\`\`js
const weight = parts.reduce((sum, { grams }) => sum + grams, 0);
console.log(weight / 1000);
\`\`\`

> Dry the tent before you pack it.

`;

export const DELTAS: readonly string[] = (SECTION.repeat(7).match(/\s*\S{1,6}/g) ?? []).slice(0, 800);
