'use client'
import 'react-adobe-pass/back'

export default function Back() {
  return <p>You can close this window.</p>
}
