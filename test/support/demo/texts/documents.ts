export interface HandbookQuestion {
  question: string;
  answer: string;
  documents: readonly { id: string; title: string; text: string; score: number }[];
}

/** What employees ask a handbook. */
export const handbookQuestions: readonly HandbookQuestion[] = [
  {
    question: 'How many days of parental leave do I get in the Netherlands, and are they paid?',
    answer:
      'You get **26 weeks** in the first eight years of your child. Nine of them are paid at 70 % of your wage, if you take them in the first year [1]. Tell your lead two months ahead [2].',
    documents: [
      {
        id: 'hr-114',
        title: 'Leave in the Netherlands',
        text: 'Parental leave is 26 times the weekly hours, until the child is eight. Nine weeks in the first year are paid by UWV at 70 %.',
        score: 0.91,
      },
      {
        id: 'hr-020',
        title: 'Asking for leave',
        text: 'Parental leave has to be asked for two months before it starts.',
        score: 0.84,
      },
      {
        id: 'hr-008',
        title: 'Leave in Belgium',
        text: 'Time credit in Belgium needs two years of service.',
        score: 0.62,
      },
      { id: 'fin-051', title: 'Pay days', text: 'Wages are paid on the 25th.', score: 0.41 },
    ],
  },
  {
    question: 'Can I expense a train ticket in first class to Paris?',
    answer:
      'Yes, if the journey takes longer than **four hours** or if first class is cheaper on that day; add a screenshot then [1].',
    documents: [
      {
        id: 'fin-017',
        title: 'Travel',
        text: 'First class by train is fine above four hours, or when it is cheaper than second on the day. Add proof.',
        score: 0.93,
      },
      { id: 'fin-018', title: 'Hotels', text: 'Up to 160 EUR a night in Paris, London and Zürich.', score: 0.7 },
    ],
  },
  {
    question: 'Wie setze ich mein VPN auf dem neuen Laptop auf?',
    answer:
      '1. Im *Self Service* „WireGuard“ installieren [1].\n2. `vpn.example.com` in der App wählen und mit dem Firmenkonto anmelden.\n3. Beim ersten Mal bestätigt die IT die Anmeldung; das dauert werktags etwa 10 Minuten [2].',
    documents: [
      {
        id: 'it-003',
        title: 'VPN',
        text: 'WireGuard kommt aus dem Self Service. Profil: vpn.example.com.',
        score: 0.9,
      },
      {
        id: 'it-009',
        title: 'Freigaben',
        text: 'Neue Geräte werden werktags binnen 10 Minuten freigegeben.',
        score: 0.77,
      },
      { id: 'it-001', title: 'Laptops', text: 'Bestellung über das Portal.', score: 0.52 },
    ],
  },
  {
    question: 'What is our policy for using customer data to train models?',
    answer:
      'We do **not** train on customer data. Evaluation sets may hold conversations whose customers agreed, with names and addresses removed [1]. Exceptions need the privacy board [2].',
    documents: [
      {
        id: 'sec-031',
        title: 'Data and models',
        text: 'Customer data is not used for training. Evaluation needs consent and removal of personal data.',
        score: 0.95,
      },
      {
        id: 'sec-040',
        title: 'Privacy board',
        text: 'Meets every second Tuesday; exceptions are for six months.',
        score: 0.8,
      },
    ],
  },
  {
    question: 'Who do I call when the warehouse scanners are down at night?',
    answer:
      'The on-call number of *Store Systems*, **ext. 4471** [1]. Between 02:00 and 02:30 there is maintenance on Sundays: wait for its end first.',
    documents: [
      {
        id: 'ops-077',
        title: 'On call',
        text: 'Store Systems, day and night: ext. 4471. Maintenance: Sundays 02:00–02:30.',
        score: 0.88,
      },
      { id: 'ops-012', title: 'Scanners', text: 'Hold the trigger for ten seconds to restart.', score: 0.69 },
    ],
  },
  {
    question: '会社の年末年始の休業日はいつですか?',
    answer: '年末年始の休業は **12月29日から1月3日まで** です [1]。倉庫は12月31日と1月1日のみ休みです。',
    documents: [
      { id: 'hr-207', title: '休業日カレンダー', text: '本社:12月29日〜1月3日。倉庫:12月31日、1月1日。', score: 0.92 },
    ],
  },
];

/** One-line tickets of a helpdesk, to be sorted. */
export const tickets: readonly string[] = [
  'Zipper broke on first use, want a replacement',
  'Where can I download my invoice?',
  'App crashes when I open the map (iOS)',
  'Do you ship to Norway?',
  'Delivered to the wrong neighbour',
  'Gutschein wird nicht angenommen',
  'Two charges for one order',
  'How do I wash a down jacket?',
  'Quiero cancelar mi pedido',
  'Password reset mail never arrives',
  'The tent smells of plastic, is that normal?',
  'Please delete my account and all data',
  'Wholesale prices for a scout group?',
  'Headlamp battery swollen, is it dangerous?',
  'Le colis est arrivé ouvert',
  'Store in Utrecht: opening hours on Sunday?',
];
