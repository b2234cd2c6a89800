import type { Gaps, HamletCard, HamletRow, Hamlets, Level, MapLayer, Release } from './contract';
import type { Offer } from './definition_contract';
import type { PathAnswer } from './path_contract';
import type { SiteDetail } from './scenario_contract';
import { askHexes, type HexAddress } from './hexes';
import type { HexColumns } from '../model/hex/hex_columns';
import { part, type Door } from './door';

/** Which release a question is put to: one by its number, or the last that was published by the end of a day. */
export interface Past {
  release?: string | undefined;
  asOf?: string | undefined;
}

/** What a figure is asked about. */
export interface Question {
  /** An earlier release by its number; the one that readers see where not said. */
  release?: string | undefined;
  technology: string;
  operator: string;
  definition: string;
  vintage: string;
}

export interface GapQuestion extends Question {
  level: Level;
}

export interface PathQuestion {
  /** A hamlet's code. */
  to: string;
  technology: string;
  operator: string;
}

/** The most hamlets asked for in one request; the list is read page by page. */
const pageSize = 1000;

/** The questions of the planning map. Every method throws Problem, or AbortError when stopped. */
export class Client {
  constructor(private readonly door: Door) {}

  /** The release, with every definition and set of technologies that may be asked for. */
  async release(signal?: AbortSignal, past: Past = {}): Promise<Release> {
    const [release, offer] = await Promise.all([
      this.door.read<Release>('/api/release', { ...past }, signal),
      this.door.read<Offer>('/api/definitions', {}, signal),
    ]);
    const sets = (offer.technologies ?? []).filter(({ members }) => members.length > 1);
    return { ...release, sets, definitions: offer.rows.length > 0 ? offer.rows : release.definitions };
  }

  /** The map layers a cut of a release has, by name. */
  async layers(cut: string, release: string, signal?: AbortSignal): Promise<ReadonlyMap<string, MapLayer>> {
    const path = `/tiles/${part(cut)}/${part(release)}/layers.json`;
    const list = await this.door.read<{ layers: MapLayer[] }>(path, {}, signal);
    return new Map(list.layers.map((layer) => [layer.name, layer]));
  }

  /** What a network does on each hex. */
  columns(address: HexAddress, signal?: AbortSignal): Promise<HexColumns | null> {
    return askHexes(this.door, address, null, signal);
  }

  gaps(question: GapQuestion, signal?: AbortSignal): Promise<Gaps> {
    return this.door.read<Gaps>('/api/gaps', { ...question }, signal);
  }

  /** All hamlets of the release, by code. */
  async hamlets(question: Question, signal?: AbortSignal): Promise<Hamlets> {
    const first = await this.page(question, 0, signal);
    const rows: HamletRow[] = [...first.rows];
    while (rows.length < first.numberMatched) {
      const next = await this.page(question, rows.length, signal);
      if (next.rows.length === 0 || next.release !== first.release) break;
      rows.push(...next.rows);
    }
    return { ...first, rows };
  }

  hamlet(code: string, signal?: AbortSignal, past: Past = {}): Promise<HamletCard> {
    return this.door.read<HamletCard>(`/api/hamlets/${part(code)}`, { ...past }, signal);
  }

  /** What the lists say of a mast, as far as the person may see it. */
  mast(id: string, signal?: AbortSignal, past: Past = {}): Promise<SiteDetail> {
    return this.door.read<SiteDetail>(`/api/sites/${part(id)}`, { ...past }, signal);
  }

  /** Why a place has the signal it has, on its way from the mast that serves it best. */
  path(question: PathQuestion, signal?: AbortSignal): Promise<PathAnswer> {
    return this.door.read<PathAnswer>('/api/path', { ...question }, signal);
  }

  private page(question: Question, offset: number, signal?: AbortSignal): Promise<Hamlets> {
    const window = { limit: String(pageSize), offset: String(offset) };
    return this.door.read<Hamlets>('/api/hamlets', { ...question, ...window }, signal);
  }
}
