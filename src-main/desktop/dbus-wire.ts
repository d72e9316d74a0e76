/**
 * Values of D-Bus and their bytes, little endian: all types but file descriptors.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#type-system
 */

/** A struct or an array is a list, a dictionary a list of pairs. Numbers of 64 bits are bigints. */
export type DBusValue = number | bigint | boolean | string | Variant | readonly DBusValue[];

/** A value that carries its type, which is one complete type. */
export interface Variant {
  readonly signature: string;
  readonly value: DBusValue;
}

interface NumberType {
  readonly bytes: number;
  read(bytes: Buffer, at: number): DBusValue;
  write(bytes: Buffer, value: number): void;
}

const NUMBERS: Readonly<Record<string, NumberType>> = {
  y: { bytes: 1, read: (bytes, at) => bytes.readUInt8(at), write: (bytes, value) => bytes.writeUInt8(value) },
  n: { bytes: 2, read: (bytes, at) => bytes.readInt16LE(at), write: (bytes, value) => bytes.writeInt16LE(value) },
  q: { bytes: 2, read: (bytes, at) => bytes.readUInt16LE(at), write: (bytes, value) => bytes.writeUInt16LE(value) },
  i: { bytes: 4, read: (bytes, at) => bytes.readInt32LE(at), write: (bytes, value) => bytes.writeInt32LE(value) },
  u: { bytes: 4, read: (bytes, at) => bytes.readUInt32LE(at), write: (bytes, value) => bytes.writeUInt32LE(value) },
  d: { bytes: 8, read: (bytes, at) => bytes.readDoubleLE(at), write: (bytes, value) => bytes.writeDoubleLE(value) },
};

/** The alignment of the types that are no numbers, by their first letters. */
const ALIGNMENTS: Readonly<Record<string, number>> = { b: 4, s: 4, o: 4, g: 1, a: 4, v: 1, x: 8, t: 8, '(': 8, '{': 8 };

/** Variants in variants end somewhere (the specification's limit of depth). */
const DEPTH_MAX = 64;

/** Turn values into bytes. @param signature the types of the values. @throws if a value has another type. */
export function marshal(signature: string, values: readonly DBusValue[]): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    length += bytes.length;
  };
  const addNumber = (type: NumberType, value: number) => {
    const bytes = Buffer.alloc(type.bytes);
    type.write(bytes, value);
    add(bytes);
    return bytes;
  };
  const addAll = (types: readonly string[], all: readonly DBusValue[]) => {
    if (types.length !== all.length) throw new TypeError(`${all.length} values for ${types.length} types`);
    types.forEach((type, index) => {
      addOne(type, all[index] ?? '');
    });
  };
  const addOne = (type: string, value: DBusValue) => {
    add(Buffer.alloc(paddingAt(length, alignmentOf(type))));
    const number = NUMBERS[type];
    if (number !== undefined && typeof value === 'number') addNumber(number, value);
    else if (type === 'b' && typeof value === 'boolean') addNumber(numberType('u'), value ? 1 : 0);
    else if ((type === 'x' || type === 't') && typeof value === 'bigint') {
      const bytes = Buffer.alloc(8);
      if (type === 'x') bytes.writeBigInt64LE(value);
      else bytes.writeBigUInt64LE(value);
      add(bytes);
    } else if (isText(type) && typeof value === 'string') {
      const bytes = Buffer.from(`${value}\0`);
      addNumber(numberType(type === 'g' ? 'y' : 'u'), bytes.length - 1);
      add(bytes);
    } else if (type === 'v' && isVariant(value)) {
      addOne('g', value.signature);
      addAll([value.signature], [value.value]);
    } else if (isList(value) && type.startsWith('a')) {
      const element = type.slice(1);
      const size = addNumber(numberType('u'), 0);
      // The padding before the first element does not count.
      add(Buffer.alloc(paddingAt(length, alignmentOf(element))));
      const start = length;
      for (const each of value) addOne(element, each);
      size.writeUInt32LE(length - start);
    } else if (isList(value) && isStruct(type)) addAll(typesIn(type.slice(1, -1)), value);
    else throw new TypeError(`${typeof value} for the D-Bus type ${type}`);
  };
  addAll(typesIn(signature), values);
  return Buffer.concat(parts);
}

/**
 * Read values from bytes. @param signature the types of the values.
 * @throws if the bytes are too few, or no such values.
 */
export function unmarshal(signature: string, bytes: Buffer): readonly DBusValue[] {
  let at = 0;
  const readNumber = (letter: string) => {
    const type = numberType(letter);
    const value = type.read(bytes, at);
    at += type.bytes;
    return Number(value);
  };
  const readText = (length: number) => {
    const text = bytes.toString('utf8', at, at + length);
    at += length + 1;
    if (at > bytes.length) throw new RangeError('a D-Bus message ends in a string');
    return text;
  };
  const read = (type: string, depth: number): DBusValue => {
    if (depth > DEPTH_MAX) throw new RangeError('a D-Bus value is too deep');
    at += paddingAt(at, alignmentOf(type));
    if (type in NUMBERS) return readNumber(type);
    if (type === 'b') return readNumber('u') !== 0;
    if (type === 'x' || type === 't') {
      at += 8;
      return type === 'x' ? bytes.readBigInt64LE(at - 8) : bytes.readBigUInt64LE(at - 8);
    }
    if (isText(type)) return readText(readNumber(type === 'g' ? 'y' : 'u'));
    if (type === 'v') {
      const inner = readText(readNumber('y'));
      if (typesIn(inner).length !== 1) throw new TypeError(`a D-Bus variant of ${inner}`);
      return { signature: inner, value: read(inner, depth + 1) };
    }
    if (isStruct(type)) return typesIn(type.slice(1, -1)).map((each) => read(each, depth + 1));
    const element = type.slice(1);
    const length = readNumber('u');
    at += paddingAt(at, alignmentOf(element));
    const end = at + length;
    if (end > bytes.length) throw new RangeError('a D-Bus message ends in an array');
    const list: DBusValue[] = [];
    while (at < end) list.push(read(element, depth + 1));
    return list;
  };
  return typesIn(signature).map((type) => read(type, 0));
}

/** Return the number of bytes up to the next multiple of `alignment`, a power of two. */
export function paddingAt(at: number, alignment: number): number {
  return -at & (alignment - 1);
}

/** Split a signature into complete types. @throws if it is none. */
function typesIn(signature: string): readonly string[] {
  const types: string[] = [];
  let rest = signature;
  while (rest !== '') {
    const length = typeLength(rest);
    types.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return types;
}

/** Return the length of the complete type at the beginning of a signature. */
function typeLength(signature: string): number {
  const first = signature.charAt(0);
  if (first === 'a') return 1 + typeLength(signature.slice(1));
  if (first !== '(' && first !== '{') {
    alignmentOf(first);
    return 1;
  }
  const end = first === '(' ? ')' : '}';
  let length = 1;
  while (signature.charAt(length) !== end) length += typeLength(signature.slice(length));
  // An array of them would never end.
  if (length === 1) throw new TypeError('an empty D-Bus struct');
  return length + 1;
}

/** @throws if there is no such type. */
function alignmentOf(type: string): number {
  const letter = type.charAt(0);
  const alignment = NUMBERS[letter]?.bytes ?? ALIGNMENTS[letter];
  if (alignment === undefined) throw new TypeError(`no D-Bus type: ${type}`);
  return alignment;
}

function numberType(letter: string): NumberType {
  const type = NUMBERS[letter];
  if (type === undefined) throw new TypeError(`no number of D-Bus: ${letter}`);
  return type;
}

const isText = (type: string) => type === 's' || type === 'o' || type === 'g';
const isStruct = (type: string) => type.startsWith('(') || type.startsWith('{');
const isList = (value: DBusValue): value is readonly DBusValue[] => Array.isArray(value);
const isVariant = (value: DBusValue): value is Variant => typeof value === 'object' && !isList(value);
