import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';
import { markup } from '../../platform/markup.ts';
import { textsIn } from './pages/layout.ts';
import { sendPage } from './send-page.ts';
import { languageOf } from './sign-in.ts';

const most = 100;

/** The newest messages of the folder; none when nothing has been sent yet. */
const messagesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => []);
  const newest = names.toSorted().reverse().slice(0, most);
  return Promise.all(newest.map((name) => readFile(join(folder, name), 'utf8')));
};

/** What the demo's portal would have sent, to read in a browser. */
export const mailboxRoutes = (folder: string): Router =>
  Router().get('/brev', async (req, res) => {
    const language = languageOf(req);
    const { mailbox } = textsIn(language);
    const messages = await messagesIn(folder);
    const content = markup`<p class="lead">${messages.length > 0 ? mailbox.text : mailbox.none}</p>
      ${messages.map((message) => markup`<pre class="panel message">${message}</pre>`)}`;
    sendPage(res, { language, title: mailbox.title, content, languageSwitch: '/brev' });
  });
