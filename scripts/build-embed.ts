/**
 * `npm run embed:build`: the loader and the panel of the embedded assistant, into public/. The product's build does it, too.
 * `npm run embed:size` only weighs them. `npm run embed:release` keeps the loader for pages that pin it by its hash.
 */
import { EMBED_MANIFEST, buildEmbed, bundleEmbed, releaseEmbed } from "./local/embed";
import { weighEmbed } from "./local/embed-size";
import { PlainError, runMain } from "./local/plain-error";

await runMain(async () => {
  const root = process.cwd();
  const asked = process.argv[2];
  if (asked === "--release") return console.log(`Kept as ${await releaseEmbed(root)}.`);
  const built = asked === "--size" ? await bundleEmbed(root) : await buildEmbed(root);
  const { ok, lines } = weighEmbed(built);
  console.log(lines.join("\n"));
  console.log(`<script src="/${built.loader.path}"> ${/sha384-[^"]+/.exec(built.manifest)?.[0] ?? ""}`);
  if (!ok) throw new PlainError(`The embedded assistant is too large. Its addresses are in ${EMBED_MANIFEST}.`);
});
