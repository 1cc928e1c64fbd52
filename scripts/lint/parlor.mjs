/** Parlor's own lint rules; loaded by .oxlintrc.json and planted against in tests/lint-canary. */
const DISABLE = /^\s*(?:ox|es)lint-disable/;

/** A rule is put aside only with a reason beside it: `oxlint-disable-next-line some/rule -- the reason`. */
const reasonedDisable = {
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!DISABLE.test(comment.value) || /\s--\s+\S/.test(comment.value)) continue;
        context.report({ loc: comment.loc, message: "Say why in the same comment: ` -- the reason`." });
      }
    },
  }),
};

export default { meta: { name: "parlor" }, rules: { "reasoned-disable": reasonedDisable } };
