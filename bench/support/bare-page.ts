import express from 'express';
import session from 'express-session';
import helmet from 'helmet';

declare module 'express-session' {
  interface SessionData {
    pages?: number;
  }
}

const [, , size = '', port = ''] = process.argv;
const words = '<p>A page of the course.</p>';
const text = words.repeat(Math.max(1, Math.round(Number(size) / words.length)));

express()
  .disable('x-powered-by')
  .set('views', import.meta.dirname)
  .set('view engine', 'ejs')
  .enable('view cache')
  .use(helmet())
  .use(session({ secret: 'bench', resave: false, saveUninitialized: false }))
  .get('/', (req, res) => {
    // Somebody is signed in, so that the session is read and kept.
    req.session.pages = 1;
    res.render('bare-page', { title: 'A page', text });
  })
  .listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
