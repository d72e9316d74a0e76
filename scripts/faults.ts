// `npm run faults`: the tests of faults at length, half an hour or so; docs/reliability.md has what came of them.

process.env['FAULTS'] = 'long';
if (!process.argv.includes('faults')) process.argv.push('faults');
await import('./test.ts');

export {};
