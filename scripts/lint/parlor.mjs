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

const EFFECTS = new Set(["useEffect", "useLayoutEffect", "useInsertionEffect"]);
/** What newer browsers answer with a promise, or with an object. */
const ANSWERING = new Set(["scroll", "scrollBy", "scrollIntoView", "scrollTo", "play", "animate", "requestFullscreen"]);

/** React takes an effect's answer for its clean-up, and crashes on one that is no function. */
const effectAnswersNothing = {
  create: (context) => ({
    CallExpression({ callee, arguments: [effect] }) {
      const hook = callee.type === "MemberExpression" ? callee.property.name : callee.name;
      if (!EFFECTS.has(hook) || effect?.type !== "ArrowFunctionExpression") return;
      const body = effect.body.type === "ChainExpression" ? effect.body.expression : effect.body;
      if (body.type !== "CallExpression" || body.callee.type !== "MemberExpression") return;
      const { name } = body.callee.property;
      if (ANSWERING.has(name))
        context.report({ node: body, message: `Put it into a block: what ${name} answers is no clean-up.` });
    },
  }),
};

export default {
  meta: { name: "parlor" },
  rules: { "reasoned-disable": reasonedDisable, "effect-answers-nothing": effectAnswersNothing },
};
