/** placeholder for MappingTable */
export interface MappingTable { readonly name: string }
