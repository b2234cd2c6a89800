/** The fewest characters of a new password: a hint for the form, the server decides. */
export const shortestPassword = 10;
