/** A page that was fetched, with where it was found in the end. */
export interface FetchedPage {
  url: string;
  status: number;
  headers: Headers;
  html: string;
}

/** A browser without scripts: keeps cookies, follows redirects, and remembers every page it saw. */
export const createBrowser = (headers: Record<string, string> = {}) => {
  const cookies = new Map<string, string>();
  const seen: FetchedPage[] = [];

  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  const request = async (url: string, init: RequestInit): Promise<FetchedPage> => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...headers, cookie: cookieHeader() },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const page = {
      url,
      status: response.status,
      headers: response.headers,
      html: await response.text(),
    };
    seen.push(page);
    const next = response.headers.get('location');
    return next === null ? page : request(new URL(next, url).href, { method: 'GET' });
  };

  return {
    seen,
    get: (url: string) => request(url, { method: 'GET' }),
    post: (url: string, fields: Record<string, string>) =>
      request(url, { method: 'POST', body: new URLSearchParams(fields) }),
    /** Presses the button with this text in the form around it. */
    press: (page: FetchedPage, button: string): Promise<FetchedPage> => {
      const form = formsOf(page.html).find(({ content }) => buttonIn(content, button));
      const attributes = form && buttonIn(form.content, button);
      if (!form || attributes === undefined) throw new Error(`No button ${button} on ${page.url}`);
      const name = /name="([^"]+)"/.exec(attributes)?.[1];
      const value = /value="([^"]*)"/.exec(attributes)?.[1] ?? '';
      return request(new URL(form.action, page.url).href, {
        method: 'POST',
        body: new URLSearchParams(name === undefined ? {} : { [name]: value }),
      });
    },
  };
};

export type Browser = ReturnType<typeof createBrowser>;

const formsOf = (html: string) =>
  [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', content = '']) => ({ action, content }),
  );

const buttonIn = (form: string, text: string): string | undefined =>
  [...form.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].find(([, , content = '']) =>
    content.includes(text),
  )?.[1];

/** The fields of the form that would be posted to the portal. */
export const answerOn = (page: FetchedPage) => {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1];
  return {
    action: /<form method="post" action="([^"]+)" data-sends-itself>/.exec(page.html)?.[1],
    SAMLResponse: field('SAMLResponse') ?? '',
    RelayState: field('RelayState'),
  };
};
