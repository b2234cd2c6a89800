import type { Release } from '../api/contract';
import { networksOf, showsNetwork } from './shows_network';
import type { View } from './view';

/**
 * Turns what a view asks for and the release does not have into what it has:
 * a link made for another release opens on the nearest thing.
 */
export function fitView(view: View, release: Release, cut: string): View {
  const technology = known(view.technology, [...release.technologies, ...(release.sets ?? [])]) ?? last(release.technologies) ?? view.technology;
  const operator = known(view.operator, networksOf(release, cut)) ?? 'any';
  const definition = known(view.definition, release.definitions) ?? release.definitions[0]?.code ?? view.definition;
  const vintage = release.vintages.includes(view.vintage) ? view.vintage : release.homeVintage;
  const level = hasDistricts(release, vintage) ? view.level : 'commune';
  const unit = level === view.level && vintage === view.vintage ? view.unit : null;
  // A level can be tried out only where levels are told.
  const threshold = release.technologies.some(({ code }) => code === technology) && showsNetwork(cut, operator) ? view.threshold : null;
  return { ...view, technology, operator, definition, vintage, level, unit, threshold };
}

/** Districts ended with the reform of 2025: only the oldest vintage can have them. */
export function hasDistricts(release: Release, vintage: string): boolean {
  return release.counts.districts > 0 && vintage === release.vintages[0] && vintage < '2025-07';
}

function known(code: string, all: readonly { code: string }[]): string | undefined {
  return all.find((each) => each.code === code)?.code;
}

function last(all: readonly { code: string }[]): string | undefined {
  return all.at(-1)?.code;
}
