import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Asking } from './door.ts'

/** The calls of one room as plain functions: the checked input and who asks in, the answer out. */
export type Service<Room> = {
  readonly [Call in keyof Room]: Room[Call] extends ContractProcedure<infer In, infer Out, infer _Errors, infer _Meta>
    ? (input: InferSchemaOutput<In>, asking: Asking) => InferSchemaInput<Out> | Promise<InferSchemaInput<Out>>
    : never
}

/** Every room's service, by the contract's names. */
export type Services<Contract> = { readonly [Room in keyof Contract]: Service<Contract[Room]> }
