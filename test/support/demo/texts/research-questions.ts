export interface ResearchQuestion {
  question: string;
  parts: readonly string[];
  sources: readonly { title: string; url: string; text: string }[];
  report: string;
}

/** What a strategy team has researched for it. */
export const researchQuestions: readonly ResearchQuestion[] = [
  {
    question:
      'How do the rules for battery passports in the EU affect our power stations, and by when do we have to act?',
    parts: [
      'Which batteries need a passport',
      'Which data a passport holds',
      'Deadlines and fines',
      'What competitors have announced',
    ],
    sources: [
      {
        title: 'Regulation on batteries, summary',
        url: 'https://example.org/eu/batteries',
        text: 'A digital battery passport is needed for light transport, industrial batteries above 2 kWh and electric vehicles. It is reached by a QR code on the battery.',
      },
      {
        title: 'Passport data model, working group',
        url: 'https://example.org/dpp/model',
        text: 'Seven clusters of attributes: general, labels, carbon footprint, due diligence, materials, circularity, performance.',
      },
      {
        title: 'Trade press: first passports',
        url: 'https://example.org/press/first-passports',
        text: 'Two makers of power stations show prototypes; both rely on the same service for hosting.',
      },
      {
        title: 'Carbon footprint declarations',
        url: 'https://example.org/eu/carbon',
        text: 'Declarations come in steps, first per model and plant, later in classes of performance.',
      },
    ],
    report:
      '# Battery passports and our power stations\n\n**Short answer.** Only the *Station 2400* is above 2 kWh and needs a passport. The smaller ones need labels and a declaration.\n\n## What is asked for\n\n| cluster | do we have it? | owner |\n| --- | --- | --- |\n| General, labels | yes | Product |\n| Carbon footprint | per model, not per plant | Supply |\n| Materials, due diligence | cobalt: no | Supply |\n| Performance | from the BMS log | Firmware |\n\n## What to do\n\n1. Ask the two cell suppliers for figures per plant.\n2. Choose a host for the passport; two competitors use the same one.\n3. Print the QR code with the next batch of housings.\n\n> Confidence: high for the threshold, medium for the fines, which the states set themselves.',
  },
  {
    question:
      'Should we move the mobile app from REST polling to server-sent events? Compare cost, battery and complexity.',
    parts: [
      'Battery use of polling and of open connections',
      'Cost at 400,000 daily users',
      'Failure modes behind mobile networks',
    ],
    sources: [
      {
        title: 'Radio states and energy',
        url: 'https://example.org/mobile/radio',
        text: 'A transfer of any size keeps the radio in its high state for about ten seconds.',
      },
      {
        title: 'Streaming over proxies',
        url: 'https://example.org/net/proxies',
        text: 'Some carriers buffer streamed responses; heartbeats every 15 seconds avoid idle time-outs.',
      },
      {
        title: 'Bill of the last quarter',
        url: 'https://example.org/internal/bill',
        text: '71 % of the requests to the gateway are polls that bring nothing new.',
      },
    ],
    report:
      '# Polling or server-sent events\n\nMove the *order status* screen, keep the rest.\n\n- **Battery**: polling every 20 s keeps the radio awake half of the time; an open stream with a heartbeat of 15 s is worse when nothing happens. Use the stream only while the screen is open.\n- **Cost**: 71 % of the requests vanish, about 1,900 USD a month.\n- **Complexity**: resume with `Last-Event-ID`, a fallback for carriers that buffer.\n\n```ts\nconst source = new EventSource("/orders/" + id + "/events");\nsource.addEventListener("status", ({ data }) => show(JSON.parse(data)));\n```',
  },
  {
    question:
      'Was sagen Kundinnen und Kunden in Bewertungen über die Haltbarkeit unserer Reißverschlüsse im Vergleich zu anderen Marken?',
    parts: ['Eigene Bewertungen der letzten zwölf Monate', 'Bewertungen anderer Marken', 'Testberichte'],
    sources: [
      {
        title: 'Auszug eigener Bewertungen',
        url: 'https://example.org/intern/bewertungen',
        text: '2.140 Bewertungen erwähnen Reißverschlüsse; 11 % davon nennen einen Defekt, meist nach dem ersten Winter.',
      },
      {
        title: 'Testbericht Regenjacken',
        url: 'https://example.org/test/jacken',
        text: 'Wasserabweisende Spiralverschlüsse hielten 5.000 Zyklen, einer davon löste sich nach 3.200.',
      },
    ],
    report:
      '# Haltbarkeit der Reißverschlüsse\n\n11 % der Erwähnungen nennen einen Defekt, bei vergleichbaren Marken sind es 6 bis 8 %. Auffällig ist der **Schieber der Größe 5** bei Jacken, die vor dem Wechsel des Zulieferers gefertigt wurden.\n\n*Unsicherheit*: Bewertungen sind keine Stichprobe; wer zufrieden ist, schreibt seltener über Reißverschlüsse.',
  },
];
