const script = /^(javascript|data|vbscript):/

/** Whether a user agent may be sent to `value`: absolute, deep links of applications included. */
export const isRedirectUrl = (value: string): boolean =>
  URL.canParse(value) && !script.test(new URL(value).href)
