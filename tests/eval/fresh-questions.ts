/**
 * A second judged set, over every page of guides, reference and journeys. Written on 2026-11-22 after retrieval was fitted,
 * asked once, and frozen: nothing is fitted on it, and its figures gate nothing, so that nobody has a reason to.
 */
import type { Question } from "./questions";

export const FRESH_ANSWERABLE: readonly Question[] = [
  q("How many assistants may we create?", "guides/assistants"),
  q("Do www.shop.example and shop.example count as the same site?", "guides/assistants"),
  q("What signature algorithm do visitor tokens have to use?", "guides/assistants"),
  q("How long does the previous secret stay valid once I rotate it?", "guides/assistants"),
  q("What do visitors see while an assistant is paused?", "guides/assistants", "guides/embed"),
  q("Which kinds of personal data are recognised in what visitors write?", "guides/assistant-safety"),
  q("Which help is named when a visitor speaks of harming themselves?", "guides/assistant-safety"),
  q("Who may erase a conversation of a visitor?", "guides/assistant-safety"),
  q(
    "Why should I keep passwords out of an assistant's instructions?",
    "guides/assistant-safety",
    "reference/injection",
  ),
  q("How big is the embed script?", "guides/embed"),
  q("What does my content security policy need to allow for the widget?", "guides/embed"),
  q("How do I open the chat panel from JavaScript?", "guides/embed"),
  q("What should my page call when a user signs out?", "guides/embed"),
  q("Does the widget set cookies?", "guides/embed"),
  q("How many documents can a project hold?", "guides/knowledge"),
  q("What can I do about a PDF that has pages but no text?", "guides/knowledge"),
  q("Does reading our site respect robots.txt?", "guides/knowledge"),
  q("Can two administrators edit an assistant at once without losing changes?", "guides/assistants"),
  q(
    "How many requests does the API let a key make before 429?",
    "reference/quotas",
    "reference/api",
    "guides/api-keys",
  ),
  q("How long may an MCP tool call wait for approval?", "reference/tools"),
];

export const FRESH_UNANSWERABLE: readonly Question[] = [
  q("Can the widget be placed in a native iOS app?"),
  q("How do I translate the dashboard into Dutch?"),
  q("Can an assistant take payments from visitors?"),
  q("How do I connect the assistant to WhatsApp?"),
  q("Which cookie banner do you recommend?"),
  q("Can I read documents from Google Drive?"),
  q("Does the assistant speak its answers aloud?"),
  q("How do I see visitors on a map?"),
  q("What does an additional assistant cost per month?"),
  q("Can visitors upload screenshots in the panel?"),
  q("Is there a Shopify app?"),
  q("How do I A/B test two greetings?"),
  q("Can I change the order in which colleagues are listed in the sidebar?"),
  q("How do I hand my tenant over to another company's billing?"),
  q("Which weather service do the examples use?"),
  q("Is there a desktop program for Linux?"),
  q("How many stars does Parlor have on GitHub?"),
  q("How do I make the launcher bounce?"),
  q("Does Parlor transcribe phone calls?"),
  q("Where do I download the yearly security report?"),
];

function q(ask: string, ...pages: string[]): Question {
  return pages.length === 0 ? { ask } : { ask, pages };
}
