import type { Counted, GainRow, TrialQuestion, WhatIf } from '../../api/scenario_contract';

const nothing: Counted = { hamlets: 0, households: 0, people: 0 };

/** What is gained and lost for the network and the definition asked for. */
export function gainFor({ gains }: Pick<WhatIf, 'gains'>, { technology, operator, definition }: TrialQuestion): GainRow {
  const found = gains.find((row) => row.technology === technology && row.operator === operator && row.definition === definition);
  return found ?? { technology, operator, definition, gained: nothing, lost: nothing, unclear: nothing };
}

/** The networks in which a hamlet's verdict changes under a definition, as the server orders them. */
export function networksChanged({ gains }: Pick<WhatIf, 'gains'>, definition: string): GainRow[] {
  return gains.filter((row) => row.definition === definition && row.gained.hamlets + row.lost.hamlets + row.unclear.hamlets > 0);
}
