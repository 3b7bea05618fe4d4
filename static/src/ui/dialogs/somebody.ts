/** In place of a person: somebody who is chosen but has no name yet. No person has this id. */
export const SOMEBODY_NEW = "+";
