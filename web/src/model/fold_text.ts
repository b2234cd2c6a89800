/**
 * Folds Vietnamese for finding, never for showing: "Nà Khậu" → "na khau".
 * Đ is a letter of its own and has no decomposition.
 */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
