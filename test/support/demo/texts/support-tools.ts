/** As OpenAI’s API is told of them. */
export const supportTools = [
  'find_order',
  'track_parcel',
  'list_pickup_shops',
  'redirect_parcel',
  'find_refund',
  'search_policies',
  'hand_over',
  'change_address',
  'create_return',
  'issue_invoice',
].map((name) => ({
  type: 'function',
  function: {
    name,
    description: `${name.replaceAll('_', ' ')} of the shop`,
    parameters: { type: 'object', properties: { order_id: { type: 'string', pattern: '^\\d\\d-\\d{5}$' } } },
  },
}));
