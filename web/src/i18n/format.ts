import type { Language } from '../api/contract';

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const minus = '\u2212';
const thinSpace = '\u202f';

/** 1733 → "1.733" in Vietnamese, "1,733" in English. */
export function formatNumber(language: Language, value: number, decimals = 0): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: decimals })
    .format(value)
    .replace('-', minus);
}

/** A level without its unit, one decimal at most, with a true minus sign. */
export function formatLevel(language: Language, dBm: number, decimals = 0): string {
  return formatNumber(language, dBm, decimals);
}

/**
 * A share 0…1 as a percentage. What is not all never shows as 100 %, and what
 * is not nothing never as 0 %.
 */
export function formatShare(language: Language, share: number): string {
  let percent = Math.round(share * 100);
  if (percent === 100 && share < 1 - 1e-9) percent = 99;
  if (percent === 0 && share > 1e-9) percent = 1;
  return `${formatNumber(language, percent)}${thinSpace}%`;
}

/** An ISO day as people write it: 22/11/2026, 22 November 2026. */
export function formatDay(language: Language, iso: string): string {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  const month = language === 'vi' ? 'numeric' : 'long';
  return new Intl.DateTimeFormat(locales[language], { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(day);
}

/** An ISO moment on this device's clock: 14:05 22/11/2026; what is not a moment is shown as it is. */
export function formatMoment(language: Language, iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const month = language === 'vi' ? 'numeric' : 'short';
  const style = { day: 'numeric', month, year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locales[language], style).format(moment);
}
