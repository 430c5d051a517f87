import type { Profile } from '@node-saml/passport-saml';
import { PortalError } from '../platform/errors.ts';
import type { AuthParts } from './auth-deps.ts';
import type { KnownProvider } from './identity-providers.ts';
import { readRedirect, type RedirectMessage } from './redirect-message.ts';
import type { SignIn } from './require-session.ts';
import { isRecent } from './response-checks.ts';
import type { SamlExchanges } from './saml-exchange.ts';
import { requireThat } from './saml-refusal.ts';
import { clockSkewMs, logoutUrlOf } from './saml-settings.ts';
import { childrenOf, isNamed, onlyChildOf, textOf } from './saml-xml.ts';

type SessionSignIn = Pick<SignIn, 'provider' | 'subject'> | undefined;

/** What to do about a message that asks for, or tells of, a log-out. */
export type LogoutStep =
  | { kind: 'request'; endsSession: boolean; answerUrl: string }
  | { kind: 'response'; isComplete: boolean };

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** The session that the message names, by its subject and, where it says so, its index (core 3.7.1). */
const isAbout = (request: RedirectMessage['root'], signIn: SessionSignIn, provider: string) => {
  const subject = signIn?.provider === provider ? signIn.subject : undefined;
  const indexes = childrenOf(request, 'protocol', 'SessionIndex').map(textOf);
  return (
    subject?.nameId === textOf(onlyChildOf(request, 'assertion', 'NameID')) &&
    (indexes.length === 0 || indexes.includes(subject.sessionIndex ?? ''))
  );
};

/**
 * SAML's single log-out by redirects (profiles 4.4), for the identity providers where it is on. Both
 * ways only signed messages count; the local log-out never waits for any of them.
 */
export const createSingleLogout = (parts: AuthParts, exchanges: SamlExchanges) => {
  const { settings, providers, requests, usedAssertions } = parts;

  const find = (id: string): KnownProvider | null => {
    try {
      const provider = providers.find(id);
      return provider.settings.singleLogout && provider.metadata.logout ? provider : null;
    } catch (error) {
      if (error instanceof PortalError) return null;
      throw error;
    }
  };

  /** Whoever signed the message, if it is one we take such messages from. */
  const senderOf = (message: RedirectMessage): KnownProvider => {
    const known = providers.settings.map(({ id }) => find(id)).filter((one) => one !== null);
    const sender = known.find(({ metadata }) => metadata.entityId === message.issuer);
    requireThat(sender !== undefined, 'SAML_ISSUER');
    requireThat(message.isSignedBy(sender.metadata.signingCertificates), 'SAML_SIGNATURE');
    return sender;
  };

  const checkEnvelope = ({ root }: RedirectMessage): void => {
    requireThat(root.getAttribute('Version') === '2.0', 'SAML_VERSION');
    requireThat(root.getAttribute('Destination') === logoutUrlOf(settings), 'SAML_DESTINATION');
    const issued = root.getAttribute('IssueInstant');
    requireThat(isRecent(issued, { clockSkewMs }), 'SAML_ISSUE_INSTANT');
  };

  const answer = async (
    { root, issuer, relayState }: RedirectMessage,
    sender: KnownProvider,
    signIn: SessionSignIn,
  ): Promise<LogoutStep> => {
    requireThat(isNamed(root, 'protocol', 'LogoutRequest'), 'SAML_ROOT');
    const id = root.getAttribute('ID') ?? '';
    requireThat(await usedAssertions.firstUse(issuer, id), 'SAML_REPLAY');
    const endsSession = isAbout(root, signIn, sender.settings.id);
    const saml = exchanges.toAnswerLogout(sender.settings.id);
    const request = { ID: id } as Profile;
    const answerUrl = await saml.getLogoutResponseUrlAsync(
      request,
      relayState ?? '',
      {},
      endsSession,
    );
    return { kind: 'request', endsSession, answerUrl };
  };

  const conclude = async ({ root }: RedirectMessage, sender: KnownProvider, browser: string) => {
    requireThat(isNamed(root, 'protocol', 'LogoutResponse'), 'SAML_ROOT');
    const request = await requests.find(root.getAttribute('InResponseTo') ?? '');
    const isOurs = request?.purpose === 'logout' && request.provider === sender.settings.id;
    requireThat(isOurs && request.browserHash === browser, 'SAML_IN_RESPONSE_TO');
    requireThat(await requests.consume(request._id), 'SAML_REPLAY');
    const status = onlyChildOf(root, 'protocol', 'Status');
    const code = status && onlyChildOf(status, 'protocol', 'StatusCode');
    const isComplete = code?.getAttribute('Value') === success;
    return { kind: 'response', isComplete } satisfies LogoutStep;
  };

  return {
    isOn: providers.settings.some(({ singleLogout }) => singleLogout),

    /** Where the browser goes on to be logged out there too; null when there is nothing to go to. */
    urlFor: async (signIn: SessionSignIn, browserHash: string): Promise<string | null> => {
      if (!signIn?.subject || signIn.provider === null || !find(signIn.provider)) return null;
      const { provider, subject } = signIn;
      const saml = exchanges.toLogOut({ provider, browserHash });
      const { nameId, format, ...rest } = subject;
      const user = { ...rest, nameID: nameId, nameIDFormat: format } as unknown as Profile;
      return saml.getLogoutUrlAsync(user, '', {});
    },

    /**
     * @param query as it came, without its question mark.
     * @throws SamlRefusal
     */
    receive: async (
      query: string,
      { signIn, browserHash }: { signIn: SessionSignIn; browserHash: string },
    ): Promise<LogoutStep> => {
      const message = readRedirect(query);
      const sender = senderOf(message);
      checkEnvelope(message);
      return message.name === 'SAMLRequest'
        ? answer(message, sender, signIn)
        : conclude(message, sender, browserHash);
    },
  };
};
