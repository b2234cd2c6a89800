/** How sure a reading is, in three steps people can tell apart. */
export function confidenceOf(share: number): 'sure' | 'likely' | 'unsure' {
  if (share >= 0.9) return 'sure';
  return share >= 0.6 ? 'likely' : 'unsure';
}
