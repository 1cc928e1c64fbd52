/**
 * The judged set: what people ask about Parlor, and where its own documentation answers. Written as users write, not
 * copied from the pages. `at` stands in the passage that answers; other passages of the same page are half right.
 * Every second question of each kind belongs to the held-out half, which nothing is fitted on.
 */
export interface Question {
  ask: string;
  /** Pages that answer, by their path below docs/. Absent: no page does. */
  pages?: string[];
  at?: string[];
}

export const ANSWERABLE: readonly Question[] = [
  q("How do I undo a leaked API key so nobody can use it?", ["guides/api-keys"], "**Revoke key** ends it"),
  q("Can I see my API key again after I closed the window?", ["guides/api-keys"], "The key is shown once"),
  q("How many API keys can one company have?", ["guides/api-keys"], "at most 200 keys"),
  q("What does rerolling a key do with the old key?", ["guides/api-keys"], "**Reroll key** makes a new key"),
  q(
    "Which regular expression matches your keys for our secret scanner?",
    ["guides/api-keys"],
    "pk_live_[0-9A-Za-z]{91}",
  ),
  q("Can I schedule a message for tomorrow morning?", ["guides/drafts-and-scheduling"], "tomorrow at 9:00"),
  q(
    "What happens to a scheduled message when I have left the room?",
    ["guides/drafts-and-scheduling"],
    "If you are no longer in the room",
  ),
  q(
    "Can I attach a file to a message that is sent later?",
    ["guides/drafts-and-scheduling"],
    "Files cannot be sent later yet",
  ),
  q("How do I set a reminder for a message?", ["guides/drafts-and-scheduling"], "the clock sets a reminder"),
  q("Can I read my rooms without internet?", ["guides/drafts-and-scheduling"], "Rooms you have opened on a device"),
  q(
    "What size may a custom emoji picture have?",
    ["guides/emoji-and-groups", "reference/emoji"],
    "up to 256 kB",
    "256 kB",
  ),
  q(
    "Who is allowed to delete custom emoji?",
    ["guides/emoji-and-groups", "reference/emoji"],
    "Whoever added an emoji can delete it",
  ),
  q(
    "How many people fit in a mention group?",
    ["guides/emoji-and-groups", "reference/groups"],
    "up to 500 people",
    "500 people",
  ),
  q(
    "Why can't I mention a big group in a room?",
    ["guides/emoji-and-groups", "reference/groups"],
    "more than 50 people in the room",
  ),
  q(
    "What is the largest file I can send in a message?",
    ["guides/files", "reference/files"],
    "each up to 25 MB",
    "more than 25 MB",
  ),
  q("Does Parlor scan uploads for viruses?", ["guides/files"], "does not look for viruses"),
  q("Is the GPS location removed from photos I upload?", ["guides/files"], "the data that cameras write"),
  q(
    "Can someone still download a file after leaving the room?",
    ["guides/files", "reference/files"],
    "can no longer open it",
    "answer 404 from that moment",
  ),
  q("What does 'Your organisation has no room left' mean when uploading?", ["guides/files"], "no room left"),
  q("How can I move our Slack history into Parlor?", ["guides/import-slack"], "npm run import:slack"),
  q("Can I try the Slack import without changing anything?", ["guides/import-slack"], "--dry-run"),
  q("Are Slack custom emoji imported?", ["guides/import-slack"], "custom emoji"),
  q("Will running the Slack import twice duplicate messages?", ["guides/import-slack"], "nothing is added twice"),
  q("How do I forward a message to another room?", ["guides/messages-and-threads"], "**Forward**"),
  q("Which key marks a message as unread?", ["guides/messages-and-threads"], "Mark unread from here"),
  q("How do I pin a message?", ["guides/messages-and-threads"], "Pin to this room"),
  q("Why do I get no push notifications on my iPhone?", ["guides/notifications"], "iPhone or iPad"),
  q("How often are e-mails about missed messages sent?", ["guides/notifications"], "after 15 minutes"),
  q(
    "How do I hide the text of messages from notification mails?",
    ["guides/notifications"],
    "Keep the text of messages out",
  ),
  q(
    "How do I make someone an operator of the installation?",
    ["guides/operating-tenants"],
    "npm run operator -- --email",
  ),
  q("How long after deletion is a tenant's data erased?", ["guides/operating-tenants"], "30 days later it is erased"),
  q(
    "What are the monthly quotas of the free tier?",
    ["guides/operating-tenants", "reference/quotas"],
    "| Free |",
    "Free | 10,000",
    "Requests a month",
  ),
  q("How can I check that nobody tampered with the audit log?", ["guides/operating-tenants"], "npm run audit:verify"),
  q("How do I search for messages from one person?", ["guides/search"], "from:ada"),
  q("How do I search for an exact phrase?", ["guides/search"], '"release notes"'),
  q("Can I exclude a word from a message search?", ["guides/search"], "-draft"),
  q("Which shortcut opens the room switcher?", ["guides/shortcuts"], "find a room, a person or a command"),
  q(
    "How can I turn off single letter keyboard shortcuts?",
    ["guides/shortcuts", "guides/messages-and-threads"],
    "can be turned off",
  ),
  q("How do I mark all rooms as read?", ["guides/shortcuts"], "mark all rooms as read"),
  q("Where do administrators choose the default model?", ["guides/usage-and-models"], "Default model"),
  q(
    "How do I send a message with Ctrl+Enter instead of Enter?",
    ["guides/writing-messages"],
    "Enter sends the message",
  ),
  q(
    "How long may a message be?",
    ["guides/writing-messages", "reference/room-protocol"],
    "at most 4,000 characters",
    "4,000",
  ),
  q("How do I write bold text?", ["guides/writing-messages"], "**bold**", "bold | bold"),
  q("How do I remove a link preview from my message?", ["guides/writing-messages"], "takes a preview off"),
  q(
    "How do I change the email address of my account?",
    ["guides/your-account", "journeys/a-newcomer"],
    "Change address",
  ),
  q(
    "I got a mail about an address change that I did not request, what now?",
    ["guides/your-account", "journeys/a-newcomer"],
    "do not approve it",
  ),
  q("What does error code quota_exceeded mean?", ["reference/errors", "reference/quotas"], "quota_exceeded"),
  q("Which environment variable connects Parlor to Ollama?", ["reference/models"], "AI_BASE_URL"),
  q("What happens when a model provider answers 429?", ["reference/models"], "429 | the same"),
  q("How does auto decide between a small and a large model?", ["reference/models"], "How hard a request looks"),
  q("What can parlor/extract do?", ["reference/models"], "needs no network and no key"),
  q(
    "What happens if I send a second message to a session while it is answering?",
    ["reference/sessions"],
    "One at a time",
  ),
  q("How do I reset a session?", ["reference/sessions"], "/reset"),
  q("What VAPID keys do I need for push?", ["reference/deploying-notifications"], "VAPID"),
  q("How do words get onto the word filter?", ["guides/moderation"], "Word filter", "word"),
  q(
    "What happens to a person's open sockets when they are removed from a room?",
    ["journeys/a-removal"],
    "closes that person's sockets",
  ),
];

export const UNANSWERABLE: readonly Question[] = [
  q("Does Parlor support video calls?"),
  q("How do I share my screen in a room?"),
  q("Is there a native Android app in the Play Store?"),
  q("Can I connect Parlor to Microsoft Teams?"),
  q("How do I import my history from Mattermost?"),
  q("What is the price of the enterprise plan per seat?"),
  q("Do you offer a discount for non-profits?"),
  q("How do I set up SAML single sign-on with Okta?"),
  q("Is Parlor certified under ISO 27001?"),
  q("In which country are the servers located?"),
  q("How do I record a voice message?"),
  q("Can I create polls in a channel?"),
  q("How do I integrate Jira tickets?"),
  q("Is there a plugin for WordPress?"),
  q("How do I translate messages automatically?"),
  q("Can I change the background wallpaper of a chat?"),
  q("How do I pay my invoice by credit card?"),
  q("Who founded the company behind Parlor?"),
  q("What is the phone number of customer support?"),
  q("Does Parlor work with Salesforce?"),
  q("How do I export all messages to PDF?"),
  q("Can I set a calendar event from a room?"),
  q("How do I sync contacts from my address book?"),
  q("Is end-to-end encryption used for direct messages?"),
  q("How do I add a GIF from Giphy?"),
  q("Can I whiteboard with my team?"),
  q("How do I deploy Parlor on Kubernetes?"),
  q("Does it run on a Raspberry Pi?"),
  q("How do I migrate the database to MySQL?"),
  q("What is the refund policy?"),
  q("How do I enable the LDAP directory?"),
  q("Can messages disappear after 24 hours?"),
  q("How do I mute a colleague's microphone?"),
  q("Which fonts can I choose for the interface?"),
  q("How do I connect a Telegram bot?"),
  q("Is there a limit on meeting duration?"),
  q("How do I generate images with the assistant?"),
  q("Can I buy additional storage?"),
  q("How do I fine-tune a model on our data?"),
  q("Does the free trial need a credit card?"),
  q("How do I set my working hours in the calendar?"),
  q("What time does the office open on Sundays?"),
];

function q(ask: string, pages?: string[], ...at: string[]): Question {
  return pages === undefined ? { ask } : { ask, pages, at };
}
