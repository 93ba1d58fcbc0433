import { memoryStore } from 'react-adobe-pass'
import { expect, it } from 'vitest'

it('stores, updates and deletes values', async () => {
  const store = memoryStore()
  expect(await store.get('a')).toBeUndefined()
  await store.set('a', 1)
  await store.update?.('a', (old) => [old, 2])
  expect(await store.get('a')).toEqual([1, 2])
  await store.delete('a')
  expect(await store.get('a')).toBeUndefined()
})

it('is empty each time it is created', async () => {
  await memoryStore().set('a', 1)
  expect(await memoryStore().get('a')).toBeUndefined()
})

it('updates atomically', async () => {
  const store = memoryStore()
  const count = (old: unknown) => Number(old ?? 0) + 1
  await Promise.all(Array.from({ length: 100 }, async () => store.update?.('count', count)))
  expect(await store.get('count')).toBe(100)
})
