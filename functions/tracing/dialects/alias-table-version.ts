/** Goes up with every change of what an attribute becomes; each span says by which version it was mapped. */
export const aliasTableVersion = 9;
