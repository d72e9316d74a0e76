import { describe, expect, it } from 'vitest';
import { cleanStatus, cleanText } from '../../src-main/assistants/clean-text.ts';

describe('cleanText [SEC-HOSTILE-TEXT]', () => {
  it('leaves an ordinary answer as it is', () => {
    const answer = 'W Sosnowcu jest 7 °C.\n\tZażółć gęślą jaźń – 👩‍❤️‍👩 🇵🇱 שָׁלוֹם';
    expect(cleanText(answer)).toBe(answer.normalize('NFC'));
  });

  it('finds nothing to clean in letters and what stands between them', () => {
    for (let code = 0x20; code < 0x250; code += 1) {
      const text = `a${String.fromCharCode(code)}b`;
      const isControl = code >= 0x7f && code <= 0x9f;
      if (!isControl) expect(cleanText(text)).toBe(text.normalize('NFC'));
      expect(cleanText(`${text}\u202e`)).toBe(cleanText(text));
    }
  });

  it.each([
    ['lone surrogates are replaced', 'a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
    ['pairs are kept', '\ud83d\ude00', '😀'],
    ['control characters are dropped', 'a\0b\x1b[31mc\x7fd\x9be', 'ab[31mcde'],
    ['tab and line feed are kept', 'a\tb\nc', 'a\tb\nc'],
    ['every line break becomes a line feed', 'a\r\nb\rc\u2028d\u2029e\u0085f', 'a\nb\nc\nd\ne\nf'],
    ['bidi overrides and isolates are dropped', 'a\u202eb\u202cc\u2066d\u2069e', 'abcde'],
    ['plain direction marks are kept', 'א\u200f!', 'א\u200f!'],
    ['composed letters are one', 'z\u0307o\u0301łw', 'żółw'],
    ['space around it goes', ' \n answer \n', 'answer'],
  ])('%s', (_, raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it('keeps the indentation of its lines, and nothing around the text', () => {
    expect(cleanText(' \n for day in week:\n    print(day)\n\tprint() \n\n')).toBe(
      'for day in week:\n    print(day)\n\tprint()',
    );
  });

  it('bounds stacks of combining marks, also when zero-width characters stand between', () => {
    expect(cleanText(`x${'\u0335'.repeat(500)}y`)).toBe(`x${'\u0335'.repeat(6)}y`);
    expect(cleanText(`x${'\u0335\u200d'.repeat(500)}y`).length).toBeLessThanOrEqual(14);
  });

  it('is quick with a frame full of marks', () => {
    const before = performance.now();
    cleanText(`x${'\u0335\u200d'.repeat(60_000)}`);
    cleanText(`${'\u0335'.repeat(5)}${'\u200d'.repeat(100_000)}`.repeat(2));
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('ends a text of more than 10,000 characters with an ellipsis', () => {
    expect(cleanText('a'.repeat(10_000))).toBe('a'.repeat(10_000));
    expect(cleanText('a'.repeat(10_001))).toBe(`${'a'.repeat(9_999)}…`);
  });

  it('cuts no character in two', () => {
    expect(cleanText(`a${'😀'.repeat(6_000)}`)).toBe(`a${'😀'.repeat(4_999)}…`);
    expect(cleanText('😀'.repeat(6_000))).toBe(`${'😀'.repeat(4_999)}…`);
  });
});

describe('cleanStatus', () => {
  it('is one line', () => {
    expect(cleanStatus(' Notification:\n\tdeploy \u2028done ')).toBe('Notification: deploy done');
  });

  it('has at most 200 characters', () => {
    expect(cleanStatus('b'.repeat(500))).toBe(`${'b'.repeat(199)}…`);
  });
});
