export interface InvitedPerson {
  /** The subject of their tokens. */
  id: string;
  /** Where the stage sends no e-mail, and only for a person who is new. */
  temporaryPassword: string | null;
}

/** Everybody who may sign in, of all projects. */
export interface PeopleDirectory {
  emailOf(personId: string): Promise<string | null>;
  /**
   * Finds the person with that address, or makes them an account. `mayReissue` is asked about a person who has an account
   * but never signed in: if it agrees, they get a new first password.
   */
  invite(email: string, mayReissue: (personId: string) => Promise<boolean>): Promise<InvitedPerson>;
}
