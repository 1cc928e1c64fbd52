/** What the made-up shop keeps beside the pages of its site: leaflets its assistant reads too. Our own words. */
export const SHOP_DOCUMENTS: readonly { name: string; text: string }[] = [
  {
    name: "Workshop and opening hours.md",
    text: `# Workshop and opening hours

Our workshop and its small shop stand at 14 Quay Road, right by the ferry. Visitors may look, ask and buy.

## Opening hours

We are open Tuesday to Friday from ten to five, and on Saturdays from ten to two. On Sundays, Mondays and public holidays the workshop is closed.

## Reaching a person

Call us during opening hours, or write to hello@halden.example. Letters are answered within one working day.
`,
  },
  {
    name: "Ordering and paying.md",
    text: `# Ordering and paying

You can pay by credit card, by bank transfer, or on invoice once you have bought from us before. Cash is welcome in the workshop.

## Invoices

The invoice comes by mail with the parcel's number. If you need another name or address on it, tell us within a week.

## Changing or cancelling an order

An order can be changed or cancelled until the parcel has left, on weekdays before three. After that you may return it like anything else.
`,
  },
  {
    name: "Where we deliver.md",
    text: `# Where we deliver

We deliver to every country of the European Union, to Norway, Switzerland and the United Kingdom. We do not ship overseas.

## Following a parcel

When your parcel leaves, you get a mail with its number. Your order arrives two days later within the country; if it has not come after a week, tell us and we look for it.
`,
  },
  {
    name: "Sizes and weights.md",
    text: `# Sizes and weights

| Tent | People | Weight | Packed size | Price |
| --- | --- | --- | --- | --- |
| Skarn 2 | 2 | 1.9 kg | 42 by 14 cm | 540 euros |
| Fjell 4 | 4 | 4.6 kg | 58 by 22 cm | 890 euros |

The lightest tent we make is the Skarn 2. Both come in green and in sand; other colours are sewn to order and take six weeks.
`,
  },
  {
    name: "Fabric and rain.md",
    text: `# Fabric and rain

The Skarn 2 and the Fjell 4 are waterproof: the outer tent holds back a water column of 5,000 mm, the floor 10,000 mm, and all seams are taped.

## Winter

The Skarn 2 is made for all four seasons. The Fjell 4 is a tent for spring to autumn; snow is too heavy for its poles.
`,
  },
  {
    name: "Care.md",
    text: `# Caring for a tent

Dry the tent before you put it away; a damp one goes mouldy within days. Wash it by hand in lukewarm water, never in a machine, and without softener.

## Small holes

A hole smaller than a coin is mended with the patch that lies in the bag. Anything larger is for the workshop.
`,
  },
  {
    name: "Versand.md",
    text: `# Versand

Pakete verlassen die Werkstatt werktags vor drei Uhr. Der Versand dauert im Inland zwei Tage, ins übrige Europa vier bis sechs.

## Was der Versand kostet

Ab 80 Euro ist der Versand frei. Darunter kostet er 6 Euro.
`,
  },
  {
    name: "Rückgabe und Reparatur.md",
    text: `# Rückgabe und Reparatur

Sie können jedes Zelt innerhalb von 30 Tagen zurückgeben, auch ein benutztes. Sagen Sie uns, was nicht gestimmt hat; das Paket zahlen wir.

## Was Reparaturen kosten

Nähte, Reißverschlüsse und Stangen reparieren wir zehn Jahre lang kostenlos. Danach zahlen Sie das Material, die Zeit schenken wir Ihnen.
`,
  },
];
