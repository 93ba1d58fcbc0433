'use client'
import { replaceEqualDeep } from '@tanstack/react-query'
import { useState } from 'react'

/**
 * Returns the value of the last render as long as the new one says the same: for effects, `memo`
 * and the React Compiler. Unchanged parts of a changed value stay the same objects too.
 */
export function useStable<T>(value: T): T {
  const [keep] = useState(() => {
    let last = value
    return (next: T): T => {
      last = replaceEqualDeep(last, next)
      return last
    }
  })
  return keep(value)
}
