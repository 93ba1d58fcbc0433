/** Reads the fields of a form. Empty if the body is not a form. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = await request.text()
  return new URLSearchParams(mediaType === 'application/x-www-form-urlencoded' ? text : '')
}
