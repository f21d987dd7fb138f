// Prints what k8s.io/apimachinery makes of each quantity of a JSON list on stdin.
//
//	node inputs.mjs | go run . > answers.json
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/api/resource"
)

type answer struct {
	Input     string  `json:"input"`
	Canonical *string `json:"canonical"`
	// Thousandths as a decimal text; absent where 64 bits do not hold them.
	Milli *string `json:"milli,omitempty"`
}

func main() {
	var inputs []string
	if err := json.NewDecoder(os.Stdin).Decode(&inputs); err != nil {
		panic(err)
	}
	fmt.Println("[")
	for i, input := range inputs {
		line, err := json.Marshal(answerTo(input))
		if err != nil {
			panic(err)
		}
		separator := ","
		if i == len(inputs)-1 {
			separator = ""
		}
		fmt.Printf("  %s%s\n", line, separator)
	}
	fmt.Println("]")
}

func answerTo(input string) answer {
	quoted, err := json.Marshal(input)
	if err != nil {
		panic(err)
	}
	var quantity resource.Quantity
	if err := json.Unmarshal(quoted, &quantity); err != nil {
		return answer{Input: input}
	}
	// The copy is made before printing: printing keeps its text inside the quantity.
	measured := quantity.DeepCopy()
	canonical := quantity.String()
	result := answer{Input: input, Canonical: &canonical}
	limit := resource.MustParse("9P")
	floor := resource.MustParse("-9P")
	if measured.Cmp(limit) <= 0 && measured.Cmp(floor) >= 0 {
		milli := fmt.Sprint(measured.MilliValue())
		result.Milli = &milli
	}
	return result
}
