import express from 'express';
import session from 'express-session';
import helmet from 'helmet';

interface Person {
  employeeId: string;
  name: string;
  signedInAt: Date;
  key: string;
  level: string;
}

declare module 'express-session' {
  interface SessionData {
    person?: Person;
  }
}

const [, , size = '', port = ''] = process.argv;
const name = 'Anna Åström';
const title = 'A page';

/** As much as a session of the portal holds. */
const person = (): Person => ({
  ...{ employeeId: '0'.repeat(24), name, level: 'bankid' },
  ...{ signedInAt: new Date(), key: 'k'.repeat(43) },
});

const app = express()
  .disable('x-powered-by')
  .set('views', import.meta.dirname)
  .set('view engine', 'ejs')
  .enable('view cache')
  .use(helmet())
  .use(session({ secret: 'bench', resave: false, saveUninitialized: false }))
  .get('/', (req, res) => {
    // Who comes first is signed in; of everybody else the session is read.
    req.session.csrfToken ??= 't'.repeat(64);
    req.session.person ??= person();
    res.render('bare-page', { title, text, name: req.session.person.name });
  });

/** What the page says, so that it has as many bytes as the one it stands beside. */
let text = '';
app.render('bare-page', { title, text, name }, (_error, empty) => {
  text = '<p>A page of the course.</p>'
    .repeat(Number(size))
    .slice(0, Number(size) - Buffer.byteLength(empty));
  app.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
});
