/** The first letters of a name's last two words, as a badge has room for. */
export function initialsOf(name: string): string {
  const letters = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).map((word) => Array.from(word)[0] ?? '');
  return letters.slice(-2).join('').toLocaleUpperCase('vi');
}
