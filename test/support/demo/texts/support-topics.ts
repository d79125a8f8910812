export interface SupportStep {
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
  result: unknown;
}

export interface SupportTurn {
  user: string;
  steps: readonly SupportStep[];
  answer: string;
}

export interface SupportTopic {
  intent: string;
  language: string;
  turns: readonly SupportTurn[];
}

const order = (id: string, status: string, items: readonly string[], extra: object = {}) => ({
  ...{ id, status, items, currency: 'EUR', ...extra },
});

/** What customers of a shop for outdoor things write, and what they get told. */
export const supportTopics: readonly SupportTopic[] = [
  {
    intent: 'delivery',
    language: 'en',
    turns: [
      {
        user: 'Hi, my order 48-11307 was supposed to be here on Tuesday and there is still nothing. I leave for a trip on Saturday and I need the tent. Where is it?',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-11307' },
            result: order('48-11307', 'shipped', ['Fjell 2 tent', 'Ground sheet'], { total: 389.9 }),
          },
          {
            tool: 'track_parcel',
            arguments: { carrier: 'DHL', code: '00340434161094' },
            result: {
              status: 'held',
              place: 'Hub Leipzig',
              since: '3 days',
              reason: 'label damaged, re-labelled',
              expected: 'Friday before 13:00',
            },
          },
        ],
        answer:
          'Your tent is at the **Leipzig hub**: its label was damaged and has been replaced. It left again this morning and is due **Friday before 13:00**, a day before your trip.\n\nIf you like, I can\n\n- redirect it to a pick-up shop near you, open until 20:00, or\n- send you a note the moment it is out for delivery.',
      },
      {
        user: 'The pick-up shop sounds safer. Which ones are there in 10437 Berlin?',
        steps: [
          {
            tool: 'list_pickup_shops',
            arguments: { postcode: '10437', limit: 3 },
            result: [
              { name: 'Kiosk Pappelallee', distance_m: 240, closes: '21:00' },
              { name: 'Späti Stargarder', distance_m: 410, closes: '23:00' },
              { name: 'Post Schönhauser Allee', distance_m: 900, closes: '18:30' },
            ],
          },
        ],
        answer:
          '| shop | distance | closes |\n| --- | --- | --- |\n| Kiosk Pappelallee | 240 m | 21:00 |\n| Späti Stargarder | 410 m | 23:00 |\n| Post Schönhauser Allee | 900 m | 18:30 |\n\nWhich one should it go to?',
      },
      {
        user: 'Späti Stargarder please. And thanks, that was quick.',
        steps: [
          {
            tool: 'redirect_parcel',
            arguments: { code: '00340434161094', shop: 'Späti Stargarder' },
            result: { ok: true, reference: 'RD-77120' },
          },
        ],
        answer:
          'Done: your parcel goes to **Späti Stargarder** (reference `RD-77120`). Bring your ID and this number. Enjoy the trip.',
      },
    ],
  },
  {
    intent: 'refund',
    language: 'en',
    turns: [
      {
        user: 'I sent the boots back two weeks ago and I still have not got my money. Order 48-10992.',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-10992' },
            result: order('48-10992', 'returned', ['Granit boots 43'], { total: 214 }),
          },
          {
            tool: 'find_refund',
            arguments: { order_id: '48-10992' },
            result: { status: 'pending', blocked_by: 'inspection', received: '9 days ago' },
          },
        ],
        answer:
          'The boots arrived nine days ago and are still waiting for inspection, which should take five days at most. I have no right to release the money myself, so I asked the returns team to do it today. You get **€214.00** back to the card that you paid with.',
      },
      {
        user: 'Nine days?! Your site says five. Can I talk to a person?',
        steps: [
          {
            tool: 'search_policies',
            arguments: { query: 'refund inspection overdue compensation' },
            result: [
              {
                id: 'RET-12',
                text: 'When inspection takes longer than 5 working days, offer a voucher of 10 % of the value, at most €25.',
              },
            ],
          },
          {
            tool: 'hand_over',
            arguments: { team: 'returns', priority: 'high', summary: 'Refund overdue by 4 days, customer upset' },
            result: { ticket: 'T-90211', wait_minutes: 6 },
          },
        ],
        answer:
          'You are right, and I am sorry. I have handed you to the returns team with high priority (ticket `T-90211`); somebody writes to you in about **6 minutes**. For the delay there is also a voucher of **€21.40** in your account.',
      },
    ],
  },
  {
    intent: 'address',
    language: 'de',
    turns: [
      {
        user: 'Guten Tag, ich bin umgezogen und habe gerade noch an die alte Adresse bestellt (48-11581). Kann man das noch ändern? Neue Adresse: Görlitzer Straße 48, 01099 Dresden.',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-11581' },
            result: order('48-11581', 'packing', ['Isomatte Föhn', 'Stirnlampe'], { total: 96.5 }),
          },
          {
            tool: 'change_address',
            arguments: { order_id: '48-11581', street: 'Görlitzer Straße 48', postcode: '01099', city: 'Dresden' },
            result: { ok: true },
          },
        ],
        answer:
          'Ja, das ging noch: Die Bestellung wird gerade gepackt und geht jetzt an **Görlitzer Straße 48, 01099 Dresden**. Soll ich die Adresse auch in Ihrem Kundenkonto ändern, damit künftige Bestellungen dorthin gehen?',
      },
      {
        user: 'Ja bitte. Und wann kommt das Paket ungefähr an?',
        steps: [
          {
            tool: 'estimate_delivery',
            arguments: { postcode: '01099', weight_kg: 1.9 },
            result: { earliest: 'übermorgen', latest: 'in drei Tagen' },
          },
        ],
        answer: 'Erledigt. Das Paket kommt voraussichtlich **übermorgen**, spätestens in drei Tagen.',
      },
    ],
  },
  {
    intent: 'exchange',
    language: 'ja',
    turns: [
      {
        user: '先週届いたレインジャケット(注文番号48-11240)のサイズが小さかったので、Lサイズに交換したいです。送料はかかりますか?',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-11240' },
            result: order('48-11240', 'delivered', ['Regn jacket M'], { total: 179 }),
          },
          { tool: 'check_stock', arguments: { sku: 'REGN-JKT-L' }, result: { available: 4, warehouse: 'Rotterdam' } },
        ],
        answer:
          'ご不便をおかけして申し訳ございません。Lサイズは**在庫が4点**ございますので、すぐに交換できます。\n\n1. 返送用ラベルをメールでお送りします(**送料無料**)。\n2. 発送を確認でき次第、Lサイズをお送りします。\n\nこの内容で進めてもよろしいでしょうか?',
      },
      {
        user: 'はい、お願いします。',
        steps: [
          {
            tool: 'create_return',
            arguments: { order_id: '48-11240', kind: 'exchange', to: 'REGN-JKT-L' },
            result: { ok: true, label: 'https://labels.example/48-11240.pdf' },
          },
        ],
        answer: '交換の手続きが完了しました。ラベルはメールをご確認ください。',
      },
    ],
  },
  {
    intent: 'invoice',
    language: 'es',
    turns: [
      {
        user: 'Necesito la factura del pedido 48-10770 con el NIF de mi empresa, B-84920011. ¿Me la pueden enviar hoy? Cierro el trimestre mañana.',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-10770' },
            result: order('48-10770', 'delivered', ['Mochila Cima 45', 'Funda impermeable'], { total: 158.4 }),
          },
          {
            tool: 'issue_invoice',
            arguments: { order_id: '48-10770', tax_id: 'B84920011' },
            result: { number: 'F-2291', net: 130.91, vat: 27.49, total: 158.4 },
          },
        ],
        answer:
          'Claro. La factura **F-2291** ya va camino de su correo:\n\n- Base imponible: 130,91 €\n- IVA (21 %): 27,49 €\n- Total: **158,40 €**',
      },
    ],
  },
  {
    intent: 'warranty',
    language: 'fr',
    turns: [
      {
        user: 'Bonjour, la fermeture éclair de mon sac de couchage a lâché après huit mois. Est-ce couvert par la garantie ? Commande 48-08814.',
        steps: [
          {
            tool: 'find_order',
            arguments: { order_id: '48-08814' },
            result: order('48-08814', 'delivered', ['Sac de couchage Nuit -5'], { total: 249 }),
          },
          {
            tool: 'search_policies',
            arguments: { query: 'garantie fermeture éclair sac de couchage' },
            result: [
              { id: 'GAR-03', text: 'Fermetures : réparation gratuite pendant 24 mois, échange si irréparable.' },
            ],
          },
        ],
        answer:
          'Bonjour, oui : les fermetures sont couvertes **24 mois**. La réparation est gratuite et prend environ dix jours. Préférez-vous un envoi postal ou un dépôt à notre atelier de Lyon ?',
      },
      {
        user: 'Par la poste. Je pars le 20, est-ce que ce sera prêt ?',
        steps: [
          {
            tool: 'book_repair',
            arguments: { order_id: '48-08814', part: 'zip', channel: 'post' },
            result: { reference: 'REP-5510', ready_in_days: 9 },
          },
        ],
        answer:
          'Si vous l’envoyez demain, il sera de retour dans neuf jours environ (référence `REP-5510`). Je ne peux pas garantir le 20 ; si le délai est trop court, nous vous prêtons un sac équivalent.',
      },
      {
        user: 'Le prêt m’intéresse, comment ça marche ?',
        steps: [],
        answer:
          'Nous envoyons le sac de prêt avec l’étiquette de retour. Vous le gardez jusqu’à trois jours après avoir reçu le vôtre. Il n’y a ni caution ni frais.',
      },
    ],
  },
  {
    intent: 'payment',
    language: 'en',
    turns: [
      {
        user: 'Payment fails every time with "declined (51)". The card works elsewhere, I just bought lunch with it. I tried three times, once in the app and twice in Firefox. Here is what I see in the console:\n\nPOST /api/checkout/pay 402\n{"error":"card_declined","code":"51","attempt":3,"trace":"a3f0"}\n\nCan you please just take my money?',
        steps: [
          {
            tool: 'find_customer',
            arguments: { session: 'current' },
            result: { id: 'C-20918', country: 'NL', card: 'Visa ••42', blocks: [] },
          },
          {
            tool: 'read_payment_log',
            arguments: { customer_id: 'C-20918', limit: 3 },
            result: [
              { attempt: 1, code: '51', bank: 'insufficient funds' },
              { attempt: 2, code: '51', bank: 'insufficient funds' },
              { attempt: 3, code: '51', bank: 'insufficient funds' },
            ],
          },
        ],
        answer:
          'Code `51` comes from your bank: it says that the *limit for online payments* is used up. Paying in a shop has a limit of its own, which is why lunch went through.\n\nYou can raise the limit in your bank’s app, or pay by iDEAL right now; your basket is kept for 24 hours.',
      },
      {
        user: 'Raised it, worked. You should say that on the page instead of "declined".',
        steps: [
          {
            tool: 'send_feedback',
            arguments: { team: 'checkout', text: 'Say what code 51 means' },
            result: { ok: true },
          },
        ],
        answer: 'Good to hear. I passed it on to the checkout team, with your words.',
      },
    ],
  },
  {
    intent: 'product',
    language: 'ar',
    turns: [
      {
        user: 'مرحبا، هل خيمة Fjell 2 مناسبة لشخصين مع حقائب كبيرة؟ وهل تتحمل الرياح القوية؟',
        steps: [
          {
            tool: 'search_products',
            arguments: { query: 'Fjell 2', fields: ['size', 'wind', 'vestibule'] },
            result: { size_cm: [220, 130], vestibule_l: 240, wind_kmh: 110 },
          },
        ],
        answer:
          'نعم. مساحة النوم 220 × 130 سم وتكفي شخصين، ولها مدخل مغطى سعته 240 لترا للحقائب. اختُبرت الخيمة في رياح سرعتها **110 كم/س**.',
      },
    ],
  },
];
