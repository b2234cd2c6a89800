/** A page of the site. */
export type Route =
  | { page: 'map' | 'overview' | 'changes' | 'claims' | 'login' | 'account' | 'users' | 'tokens' | 'audit' | 'fields' | 'home' | 'uploads' | 'missing' }
  | { page: 'definitions' | 'failures' | 'outages' | 'commitments' }
  | { page: 'outage'; id: string }
  | { page: 'plan' | 'scenarios' | 'compare' | 'choose' }
  | { page: 'data' }
  | { page: 'invitation'; secret: string }
  | { page: 'upload'; id: string }
  | { page: 'scenario' | 'choice'; id: string };
export type Page = Route['page'];

const plain = ['data', 'overview', 'changes', 'claims', 'definitions', 'failures', 'outages', 'commitments', 'login', 'account', 'users', 'tokens', 'audit', 'fields', 'home', 'uploads', 'plan', 'scenarios', 'choose'] as const;

/** The page a path leads to. A slash at the end changes nothing. */
export function routeOf(path: string): Route {
  const [first = '', second = '', ...rest] = path.split('/').slice(1).filter((word, i, all) => word !== '' || i < all.length - 1);
  if (first === '') return { page: second === '' && rest.length === 0 ? 'map' : 'missing' };
  if (rest.length > 0) return { page: 'missing' };
  if (second === '') return { page: plain.find((page) => page === first) ?? 'missing' };
  const word = decoded(second);
  if (first === 'invitation' && word) return { page: 'invitation', secret: word };
  if (first === 'uploads' && word) return { page: 'upload', id: word };
  if (first === 'outages' && word) return { page: 'outage', id: word };
  if (first === 'scenarios' && word) return word === 'compare' ? { page: 'compare' } : { page: 'scenario', id: word };
  if (first === 'choose' && word) return { page: 'choice', id: word };
  return { page: 'missing' };
}

export function pathOf(route: Route): string {
  if (route.page === 'invitation') return `/invitation/${encodeURIComponent(route.secret)}`;
  if (route.page === 'outage') return `/outages/${encodeURIComponent(route.id)}`;
  if (route.page === 'upload') return `/uploads/${encodeURIComponent(route.id)}`;
  if (route.page === 'scenario') return `/scenarios/${encodeURIComponent(route.id)}`;
  if (route.page === 'choice') return `/choose/${encodeURIComponent(route.id)}`;
  if (route.page === 'compare') return '/scenarios/compare';
  return route.page === 'map' || route.page === 'missing' ? '/' : `/${route.page}`;
}

/** Where to go after a login: a page of ours, never a foreign address. */
export function afterLogin(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  if (!/^\/(?![/\\])[^\\\s]*$/.test(next)) return '/';
  const route = routeOf(next.split(/[?#]/)[0] ?? '/');
  return route.page === 'missing' || route.page === 'login' || route.page === 'invitation' ? '/' : next;
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return '';
  }
}
