import { describe, expect, it, test } from 'vitest';
import { entryValue, execProgram, execValue, withValue } from '../../src-main/start/desktop-entry.ts';

const ENTRY = `# a comment
[Desktop Entry]
Type=Application
Name=Overlay
Name[pl]=Nakładka
Exec = /opt/old --profile a
X-Added-By-The-User=yes

[Desktop Action other]
Exec=/opt/other
`;

describe('a command line', () => {
  test.each<[[string, ...string[]], string]>([
    [['/opt/overlay', '--ozone-platform=x11', '--profile', 'work'], '/opt/overlay --ozone-platform=x11 --profile work'],
    [['/opt/My Apps/overlay'], '"/opt/My Apps/overlay"'],
    [['/opt/say "hi"'], '"/opt/say \\\\"hi\\\\""'],
    [['/opt/$HOME/`id`'], '"/opt/\\\\$HOME/\\\\`id\\\\`"'],
    [['/opt/back\\slash'], '"/opt/back\\\\\\\\slash"'],
    [['/opt/100%/overlay'], '/usr/bin/env /opt/100%%/overlay'],
    [['/opt/100 %f'], '/usr/bin/env "/opt/100 %%f"'],
    [["/opt/it's"], '"/opt/it\'s"'],
    [['/home/zażółć/nakładka'], '"/home/zażółć/nakładka"'],
    [['/opt/two\nlines'], '"/opt/two\\nlines"'],
    [['/opt/overlay', ''], '/opt/overlay ""'],
    [['/opt/a;b&c|d'], '"/opt/a;b&c|d"'],
  ])('%j is written with quotes and escapes [SEC-LOGIN-ENTRY]', (command, value) => {
    expect(execValue(command)).toBe(value);
    expect(execProgram(value)).toBe(command[0]);
  });

  it('may start nothing', () => {
    expect(execProgram('')).toBe('');
    expect(execProgram('"')).toBe('"');
  });
});

describe('an entry', () => {
  it('has the values of its main group', () => {
    expect(entryValue(ENTRY, 'Exec')).toBe('/opt/old --profile a');
    expect(entryValue(ENTRY, 'Name')).toBe('Overlay');
    expect(entryValue(ENTRY, 'Hidden')).toBeNull();
    expect(entryValue('Exec=/opt/nothing', 'Exec')).toBeNull();
    expect(entryValue('', 'Exec')).toBeNull();
  });

  it('gets a value that it did not have at the end of its main group', () => {
    expect(withValue(ENTRY, 'TryExec', '/opt/new')).toBe(ENTRY.replace('User=yes\n', 'User=yes\nTryExec=/opt/new\n'));
  });

  it('gets another value in one place and keeps the rest', () => {
    expect(withValue(ENTRY, 'Exec', '/opt/new')).toBe(ENTRY.replace('Exec = /opt/old --profile a', 'Exec=/opt/new'));
  });
});
