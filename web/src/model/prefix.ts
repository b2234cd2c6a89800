/** The path the site lies under, no slash at the end, from what the page was told: "/map/" → "/map", "/" → "". */
export function prefixOf(root: string | undefined): string {
  return root?.startsWith('/') ? root.replace(/\/+$/, '') : ''; // not told: a page of the development server
}

/** An address as the site's own pages write it: "/map/login" → "/login". */
export function within(prefix: string, path: string): string {
  if (!prefix || (path !== prefix && !path.startsWith(`${prefix}/`))) return path;
  return path.slice(prefix.length) || '/';
}

/** An address as the host knows it: "/login" → "/map/login". Doing it twice changes nothing. */
export function under(prefix: string, url: string): string {
  if (!prefix || !url.startsWith('/') || url === prefix || url.startsWith(`${prefix}/`)) return url;
  return prefix + url;
}
