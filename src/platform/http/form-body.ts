import { urlencoded, type RequestHandler } from 'express';

const parse = urlencoded({ extended: false, limit: '32kb' });

/** Reads a form. One that cannot be read is refused by `refuseUnreadForm`, once it is known who sent it. */
export const readForm: RequestHandler = (req, res, next) => {
  parse(req, res, (fault?: unknown) => {
    res.locals.formFault = fault;
    next();
  });
};

/** Later than `readForm`, so that the page of the fault shows the person's name and the way out. */
export const refuseUnreadForm: RequestHandler = (_req, res, next) => {
  next(res.locals.formFault);
};
