import type { Part, Trial } from '../../api/failure_contract';
import type { FailureInquiry } from './inquiry';

/** What is asked when the chosen parts fail at once. Who may not ask for roaming leaves it out. */
export function trialOf(chosen: readonly Part[], { technology, operator }: FailureInquiry, roaming: boolean): Trial {
  const of = (kind: Part['kind']) => chosen.filter((part) => part.kind === kind);
  const named = (operatorCode: string | undefined, code: string | undefined) => ({ operator: operatorCode ?? '', code: code ?? '' });
  return {
    masts: of('mast').map(({ stations }) => stations[0]?.mast ?? ''),
    sites: of('site').map(({ stations }) => named(stations[0]?.operator, stations[0]?.code)),
    feeders: of('feeder').map(({ id }) => id ?? ''),
    fibreNodes: of('fibre').map((part) => named(part.operator, part.id)),
    operators: of('operator').map((part) => part.operator ?? ''),
    technology,
    operator,
    ...(roaming ? { roaming } : {}),
  };
}
