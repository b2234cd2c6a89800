const browsers: [RegExp, string][] = [
  [/\bEdg[A-Za-z]*\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrom(e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** A browser's long name of itself in two words people know; what is no browser is shown cut short. */
export function deviceOf(agent: string): string {
  const find = (all: [RegExp, string][]) => all.find(([mark]) => mark.test(agent))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser && system) return `${browser}, ${system}`;
  return browser ?? (agent.length > 40 ? `${agent.slice(0, 39)}…` : agent || '–');
}
