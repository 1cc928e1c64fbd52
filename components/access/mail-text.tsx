import { textLinkLooks } from "./signed-out-page";

/** A mail as it was sent, its own link made clickable. */
export function MailText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S+)/);
  return (
    <div className="text-sm break-words whitespace-pre-wrap">
      {parts.map((part, index) =>
        // Every second part is what the pattern caught.
        index % 2 === 1 ? (
          <a key={part} href={part} className={`break-all ${textLinkLooks}`}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
