/** The most frequent units in English first; in other languages of Latin script it is much the same. */
const frequent = [' e', 'taoinsr', 'hldcu', 'mfpgwyb'];

/** How rare units are, as far as that can be told without knowing the texts: digits and signs are rarer than most letters. */
export function rarityOfUnits(units: string): number {
  let rarity = 0;
  for (let index = 0; index < units.length; index++) {
    const rank = frequent.findIndex((group) => group.includes(units.charAt(index)));
    rarity += rank < 0 ? frequent.length + 1 : rank + 1;
  }
  return rarity;
}
