/** Follows a media query; it must be made while a component is being set up. */
export function followMedia(query: string): { readonly matches: boolean } {
  const list = matchMedia(query);
  let matches = $state(list.matches);
  $effect(() => {
    const follow = () => (matches = list.matches);
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  });
  return {
    get matches() {
      return matches;
    },
  };
}
