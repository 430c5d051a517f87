import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { BerReader } from 'ldapts';
import { answerTo, entryOf, type Answer } from './ldap-answers.ts';
import { createMessageCutter, operationOf } from './ldap-messages.ts';
import type { TestCa } from './test-ca.ts';

const account = 'CN=Anna,DC=kalix,DC=test';
const baseObject = 0;
const hintsOid = '1.2.840.113556.1.4.2239';

interface Sent {
  /** The attributes that were written, in order. */
  attributes: string[];
  /** The control, as it was sent: criticality and value. */
  hints: { critical: boolean; value: string } | null;
}

const done: Answer = { code: 0 };
/** As Windows Server says that a password breaks a rule. */
const broken: Answer = {
  code: 53,
  text: '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0\n\u0000',
};

/** As Windows Server refuses a sign-in. */
export const signInAnswer = (data: string): Answer => ({
  code: 49,
  text: `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v3839\u0000`,
});

const fileTime = (at: Date): string =>
  String((BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n);

/**
 * What Samba lacks of a Windows domain controller: the policy-hints control, and the rule about
 * the account's name. It knows one account, and answers what the test asks it to.
 */
export const startAdStub = async (ca: TestCa) => {
  const { keyPem, certificatePem } = await ca.issue('127.0.0.1');
  const state = {
    offersHints: true,
    minAgeDays: 0,
    setAt: new Date(Date.now() - 3_600_000),
    passwords: ['Gamla ordet 1'],
    /** Some controllers ask for one more change after a reset. */
    mustChangeAfter: false,
    mustChange: false,
    bindAnswer: null as Answer | null,
    modifyAnswer: null as Answer | null,
    sent: [] as Sent[],
  };

  const breaksRule = (password: string, sent: Sent): boolean =>
    /anna/i.test(password) ||
    (sent.hints !== null &&
      (state.passwords.includes(password) ||
        state.setAt.getTime() + state.minAgeDays * 86_400_000 > Date.now()));

  const readControl = (reader: BerReader): Sent['hints'] => {
    if (reader.peek() !== 0xa0) return null;
    reader.readSequence(0xa0);
    reader.readSequence();
    if (reader.readString() !== hintsOid) return null;
    const critical = reader.peek() === 0x01 && reader.readBoolean() === true;
    return { critical, value: reader.readString(0x04, true)?.toString('hex') ?? '' };
  };

  const modify = (reader: BerReader): Answer => {
    reader.readString();
    reader.readSequence();
    const end = reader.offset + reader.length;
    const values: [string, Buffer][] = [];
    while (reader.offset < end) {
      reader.readSequence();
      reader.readEnumeration();
      reader.readSequence();
      const type = reader.readString() ?? '';
      reader.readSequence(0x31);
      values.push([type, reader.readString(0x04, true) ?? Buffer.alloc(0)]);
    }
    const sent = { attributes: values.map(([type]) => type), hints: readControl(reader) };
    state.sent.push(sent);
    if (state.modifyAnswer) return state.modifyAnswer;
    for (const [type, value] of values) {
      if (type === 'pwdLastSet') state.mustChange = value.toString() === '0';
      if (type !== 'unicodePwd') continue;
      const password = value.toString('utf16le').replace(/^"|"$/g, '');
      if (breaksRule(password, sent)) return broken;
      state.passwords.unshift(password);
      state.setAt = new Date();
      state.mustChange = state.mustChangeAfter;
    }
    return done;
  };

  const found = (id: number, base: string, scope: number): Buffer => {
    const controls = state.offersHints ? [hintsOid] : [];
    if (base === '')
      return entryOf(id, '', {
        defaultNamingContext: 'DC=kalix,DC=test',
        supportedControl: controls,
      });
    if (base === 'DC=kalix,DC=test' && scope === baseObject)
      return entryOf(id, base, {
        minPwdLength: '8',
        pwdHistoryLength: '24',
        pwdProperties: '1',
        minPwdAge: String(BigInt(state.minAgeDays) * -864_000_000_000n),
        lockoutDuration: '-18000000000',
      });
    return entryOf(id, account, {
      sAMAccountName: 'anna',
      userAccountControl: '512',
      pwdLastSet: state.mustChange ? '0' : fileTime(state.setAt),
    });
  };

  const answer = (message: Buffer): Buffer => {
    const reader = new BerReader(message);
    reader.readSequence();
    const id = reader.readInt() ?? 0;
    reader.readSequence();
    if (operationOf(message) === 'search') {
      const entry = found(id, reader.readString() ?? '', reader.readEnumeration() ?? baseObject);
      return Buffer.concat([entry, answerTo(id, 0x65, done)]);
    }
    if (operationOf(message) === 'modify') return answerTo(id, 0x67, modify(reader));
    reader.readInt();
    const isPerson = reader.readString() === account;
    const right = isPerson ? reader.readString(0x80) === state.passwords[0] : true;
    return answerTo(id, 0x61, state.bindAnswer ?? (right ? done : signInAnswer('52e')));
  };

  const serve = (socket: TLSSocket): void => {
    socket.on('error', () => socket.destroy());
    const take = (message: Buffer): void => {
      if (operationOf(message) === 'unbind') socket.end();
      else socket.write(answer(message));
    };
    socket.on('data', createMessageCutter(take));
  };

  const listener = createServer({ key: keyPem, cert: certificatePem }, serve);
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `ldaps://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    account: {
      id: account,
      login: 'anna',
      otherNames: ['anna'],
      disabled: false,
      expired: false,
      lockedUntil: null,
    },
    state,
    close: () => new Promise((closed) => listener.close(closed)),
  };
};

export type AdStub = Awaited<ReturnType<typeof startAdStub>>;
