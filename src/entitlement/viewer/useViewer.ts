'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { usePass } from '../../react/usePass.ts'
import type { Viewer } from './createViewer.ts'
import { viewerOf } from './viewerOf.ts'
import { UNKNOWN_VIEWER, type ViewerState } from './viewerRepository.ts'

/** The viewer of the client, and what this browser has stored about them. */
export function useViewer(): readonly [Viewer, ViewerState] {
  const viewer = viewerOf(usePass())
  const { repository, queryClient, reading, mount } = viewer
  useEffect(mount, [mount])
  // The data goes into the repository, so the query itself causes no render.
  useQuery({ ...reading, notifyOnChangeProps: [] }, queryClient)
  const state = useSyncExternalStore(repository.subscribe, repository.getState, unknownViewer)
  return [viewer, state]
}

const unknownViewer = () => UNKNOWN_VIEWER
