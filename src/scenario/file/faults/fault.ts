import * as v from 'valibot';
import { nearest } from '../../../lib/nearest.ts';
import { checked } from '../checked.ts';
import { choice } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { drills } from './drills.ts';
import { hostFaults } from './host-faults.ts';
import { linkFaults } from './link-faults.ts';
import { operationFault } from './operation.ts';
import { partitionFault } from './partition.ts';

/** Every form a fault may have, by the name of the field that says so: the table behind checks, help and expansion. */
export function faultForms(schemas: HostSchemas) {
  return {
    ...hostFaults(schemas),
    ...linkFaults(schemas),
    partition: partitionFault(schemas),
    ...drills(schemas),
    ...operationFault(schemas),
  };
}

type Forms = ReturnType<typeof faultForms>;
type FaultName = keyof Forms;
/** One entry of a file's faults, checked and complete; `what` tells its form. */
export type Fault = {
  readonly [W in FaultName]: v.InferOutput<Forms[W]['schema']> & { readonly what: W };
}[FaultName];
/** An entry of one form. */
export type FaultOf<W extends FaultName> = Extract<Fault, { readonly what: W }>;

interface Form {
  readonly names: readonly string[];
  readonly schema: v.GenericSchema<unknown, unknown>;
}

/** One entry of the list: its form is told by the one field that names a fault. */
export function faultField(schemas: HostSchemas) {
  const forms: Readonly<Record<string, Form>> = faultForms(schemas);
  const names = Object.keys(forms);
  const options = Object.values(forms).map((form) => form.schema);
  const field = choice(`one of ${names.join(', ')}, and at`, options, (input) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return notAFault(`a fault: { at: tick, ${names[0]}: … }`);
    const given = Object.keys(input);
    const found = given.filter((name) => name in forms);
    const [first] = found;
    // A field like `disk` names a fault of its own, or belongs to another: `restart: n2, disk: lost`.
    const whole = found.find((name) => found.every((other) => forms[name]?.names.includes(other)));
    const form = whole === undefined ? undefined : forms[whole];
    if (form !== undefined) return form.schema;
    return first === undefined ? noFault(given, names) : twoFaults(found);
  });
  return v.pipe(
    field,
    v.transform((found) => found as Fault),
  );
}

function notAFault(allowed: string): v.GenericSchema<unknown, unknown> {
  return v.custom<unknown>(() => false, allowed);
}

function noFault(given: readonly string[], names: readonly string[]): v.GenericSchema<unknown, unknown> {
  const odd = given.find((name) => !['at', 'until', 'number', 'fault'].includes(name));
  return checked(v.unknown(), (_, complain) => {
    if (odd === undefined) return complain([], 'no fault is named', names.join(', '));
    const near = nearest(odd, names);
    complain(
      [odd],
      `unknown fault ${odd}${near === undefined ? '' : ` (did you mean ${near}?)`}`,
      names.join(', '),
      'name',
    );
  });
}

function twoFaults(found: readonly string[]): v.GenericSchema<unknown, unknown> {
  return checked(v.unknown(), (_, complain) => {
    complain([found[1] ?? ''], `${found.join(' and ')} in one entry`, 'one fault an entry', 'name');
  });
}
