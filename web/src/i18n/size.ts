import type { Language } from '../api/contract';
import { formatNumber } from './format';

/** A file's size as people say it: 812 B, 34 kB, 1,4 MB. */
export function formatSize(language: Language, bytes: number): string {
  if (bytes < 1000) return `${formatNumber(language, bytes)} B`;
  if (bytes < 999_500) return `${formatNumber(language, bytes / 1000)} kB`;
  return `${formatNumber(language, bytes / 1e6, 1)} MB`;
}
