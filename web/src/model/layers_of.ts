import type { HexBlocks, MapLayer, Release } from '../api/contract';

/** What tells whether a layer can be had. */
export type Layers = Pick<ReadonlySet<string>, 'has'>;

/**
 * The layers of a release: those that are listed, and those the server draws for
 * whoever asks by name: of several technologies at once, and of hamlets under any
 * definition that is offered.
 */
export function layersOf(listed: Layers, { technologies, sets = [], definitions }: Pick<Release, 'technologies' | 'sets' | 'definitions'>): Layers {
  const [single, several] = [technologies, sets].map((all) => all.map(({ code }) => code));
  return {
    has(name) {
      if (listed.has(name)) return true;
      const [kind, technology = '', operator, ...definition] = name.split('-');
      if (operator === undefined) return false;
      const drawn = several?.includes(technology) ?? false;
      if (kind === 'hamlets') return (drawn || (single?.includes(technology) ?? false)) && definitions.some(({ code }) => code === definition.join('-'));
      return drawn && definition.length === 0 && (kind === 'coverage' || kind === 'gaps');
    },
  };
}

/** How the hexes of a network come in columns; those of several technologies at once, which nobody lists, as those of each. */
export function columnsOf(listed: ReadonlyMap<string, Pick<MapLayer, 'columns'>>, release: Pick<Release, 'sets'>, technology: string, operator: string): HexBlocks | undefined {
  const [first = technology] = membersOf(release, technology);
  return listed.get(`coverage-${first}-${operator}`)?.columns;
}

/** The technologies of a question, of which any will do. */
export function membersOf({ sets }: Pick<Release, 'sets'>, technology: string): readonly string[] {
  return sets?.find(({ code }) => code === technology)?.members ?? [technology];
}
