import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type DBusValue, marshal, unmarshal } from '../../src-main/desktop/dbus-wire.ts';

describe('values as bytes', () => {
  test.each<[string, readonly DBusValue[], string]>([
    // The examples of the specification, in "Marshaling (Wire Format)".
    ['s', ['foo'], '03000000 666f6f00'],
    ['ss', ['foo', '+'], '03000000 666f6f00 01000000 2b00'],
    ['yu', [1, 2], '01 000000 02000000'],
    ['at', [[5n]], '08000000 00000000 0500000000000000'],
    ['b', [true], '01000000'],
    ['v', [{ signature: 'u', value: 7 }], '01 75 00 00 07000000'],
    ['a{sv}', [[]], '00000000 00000000'],
    ['(ys)', [[9, 'a']], '09 000000 01000000 6100'],
    ['g', ['a{sv}'], '05 617b73767d 00'],
  ])('%s', (signature, values, hex) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(marshal(signature, values).toString('hex')).toBe(bytes.toString('hex'));
    expect(unmarshal(signature, bytes)).toEqual(values);
  });
});

/** A type and a value of it. */
const Typed = fc.letrec<{ typed: readonly [string, DBusValue] }>((tie) => ({
  typed: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(fc.constant('y'), fc.integer({ min: 0, max: 255 })),
    fc.tuple(fc.constant('n'), fc.integer({ min: -32_768, max: 32_767 })),
    fc.tuple(fc.constant('i'), fc.integer()),
    fc.tuple(fc.constant('t'), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    fc.tuple(fc.constant('d'), fc.double({ noNaN: true })),
    fc.tuple(fc.constant('b'), fc.boolean()),
    fc.tuple(fc.constant('s'), fc.string({ unit: 'grapheme' })),
    tie('typed').map(([type, value]) => ['v', { signature: type, value }] as const),
    tie('typed').map(([type, value]) => [`a${type}`, [value, value]] as const),
    fc.tuple(tie('typed'), tie('typed')).map(([[a, one], [b, other]]) => [`(${a}${b})`, [one, other]] as const),
    tie('typed').map(([type, value]) => [`a{s${type}}`, [['key', value]]] as const),
  ),
})).typed;

it('are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(Typed, { maxLength: 4 }), (all) => {
      const signature = all.map(([type]) => type).join('');
      const values = all.map(([, value]) => value);
      expect(unmarshal(signature, marshal(signature, values))).toEqual(values);
    }),
  );
});

it('never take a reader beyond the message, nor into endless work', () => {
  const signatures = ['a{sv}', 'av', 'a(sa{sv})', 'sog', 'yyyyuua(yv)', 'ad'];
  fc.assert(
    fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 200 }), (signature, bytes) => {
      try {
        unmarshal(signature, Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
  );
});

describe('what is refused', () => {
  test.each<[string, readonly DBusValue[]]>([
    ['s', [1]],
    ['u', ['1']],
    ['as', ['a']],
    ['v', ['a']],
    ['ss', ['a']],
    ['z', ['a']],
    ['(s', [['a']]],
    ['a', [[]]],
  ])('%s for %j', (signature, values) => {
    expect(() => marshal(signature, values)).toThrow();
  });

  it('a variant in too many others', () => {
    let value: DBusValue = 1;
    for (let depth = 0; depth < 70; depth += 1) value = { signature: depth === 0 ? 'y' : 'v', value };
    const bytes = marshal('v', [value]);
    expect(() => unmarshal('v', bytes)).toThrow('too deep');
  });

  it('an array of nothing, which would never end', () => {
    expect(() => unmarshal('a()', Buffer.from('010000000000000000', 'hex'))).toThrow('empty');
  });
});
